/**
 * HTTP servers: caps and deadlines of connections and bodies, checks of host names and of requests
 * from other sites, reverse proxies, and the management server for health and metrics with its own
 * threads. This package judges a request by its connection and its head, before authentication.
 *
 * <p>It may use Vert.x, Netty and Quarkus' HTTP options; it knows neither callers nor chargers.
 */
package io.ampwire.http.server;

/**
 * The two HTTP servers themselves: caps and deadlines of connections and bodies, the checks of host
 * names and of requests from other sites, reverse proxies, and the management server for health and
 * metrics with threads of its own. Everything here judges a request by its connection and its head,
 * before anybody knows who sends it.
 *
 * <p>It may use Vert.x, Netty and Quarkus' HTTP options; it knows neither callers nor chargers.
 */
package io.ampwire.http.server;

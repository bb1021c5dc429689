/**
 * Authentication and authorisation of the API: token files, browser sessions, roles, the policy for
 * callers without a token, and the login throttle. A request is admitted before its body is read.
 *
 * <p>It may use Quarkus Security, and {@code http} and {@code http.server}; it knows no chargers.
 */
package io.ampwire.http.auth;

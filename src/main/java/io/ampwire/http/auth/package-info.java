/**
 * Who may use the API: token files, sessions of browsers, roles, the policy for callers without a
 * token, and the pause that slows down guessing. A request is admitted before its body is read.
 *
 * <p>It may use Quarkus Security, and {@code http} and {@code http.server}; it knows no chargers.
 */
package io.ampwire.http.auth;

package io.ampwire.http.auth;

/**
 * Somebody who showed a token that is in a file.
 *
 * @param name who it is to chargers and to the audit
 */
public record Visitor(String name, Role role) {}

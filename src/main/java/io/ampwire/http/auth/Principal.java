package io.ampwire.http.auth;

/**
 * The holder of a token that is in a token file.
 *
 * @param name its name in commands ({@code by}) and in the audit
 */
public record Principal(String name, Role role) {}

package io.ampwire.map;

/**
 * Which point limits the charging current.
 *
 * @param point the writable limit, A
 * @param pause value that pauses charging
 */
public record SetPointRule(String point, long pause) {}

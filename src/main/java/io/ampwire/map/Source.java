package io.ampwire.map;

/**
 * Document, trace or program that facts of a map come from.
 *
 * @param mark how points cite it
 * @param date when it was published or read, empty text where that is not noted
 */
public record Source(String mark, String kind, String title, String url, String date) {}

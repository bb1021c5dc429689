package io.ampwire.map;

/**
 * Document, trace or program that is a source of a map.
 *
 * @param mark mark by which points cite it
 * @param date date of publication or access; empty text if not recorded
 */
public record Source(String mark, String kind, String title, String url, String date) {}

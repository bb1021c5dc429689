package io.ampwire.map;

/** Where a fact of a map comes from; {@code mark} is how points cite it. */
public record Source(String mark, String kind, String title, String url) {}

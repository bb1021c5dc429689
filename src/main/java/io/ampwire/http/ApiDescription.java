package io.ampwire.http;

/** Port: what the API says of itself, OpenAPI 3.1 in UTF-8. May be used from any thread. */
public interface ApiDescription {
  byte[] yaml();

  byte[] json();
}

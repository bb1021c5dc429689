package io.ampwire.http;

/** Port: the API's own OpenAPI 3.1 description, in UTF-8. May be used from any thread. */
public interface ApiDescription {
  byte[] yaml();

  byte[] json();
}

package io.ampwire.http.server;

/**
 * The reason why a request is answered before any of its body is read.
 *
 * @param status HTTP status code
 * @param title the code's own words
 * @param detail what is wrong and what to do about it
 */
public record Refusal(int status, String title, String detail) {
  static Refusal badRequest(String detail) {
    return new Refusal(400, "Bad Request", detail);
  }

  static Refusal forbidden(String detail) {
    return new Refusal(403, "Forbidden", detail);
  }

  static Refusal misdirected(String detail) {
    return new Refusal(421, "Misdirected Request", detail);
  }

  static Refusal tooLarge(String detail) {
    return new Refusal(413, "Request Entity Too Large", detail);
  }

  static Refusal lengthRequired(String detail) {
    return new Refusal(411, "Length Required", detail);
  }

  static Refusal timeout(String detail) {
    return new Refusal(408, "Request Timeout", detail);
  }
}

package io.ampwire.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Token of which only the digest is kept, so that it can be compared but not printed. The duration
 * of a comparison does not depend on where two tokens differ.
 */
final class Token {
  private final byte[] digest;

  private Token(byte[] digest) {
    this.digest = digest;
  }

  static Token of(String secret) {
    try {
      return new Token(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  boolean matches(Token other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  @Override
  public String toString() {
    return "a token";
  }
}

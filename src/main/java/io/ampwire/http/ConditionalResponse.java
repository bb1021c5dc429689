package io.ampwire.http;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A response with an entity tag of its content; a client that has the content gets 304. */
final class ConditionalResponse {
  private ConditionalResponse() {}

  /**
   * @param kind what else distinguishes two answers of one address, such as the media type
   */
  static Response.ResponseBuilder answer(Request request, byte[] body, String kind) {
    EntityTag tag = new EntityTag(digest(body, kind));
    Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
    return unchanged != null ? unchanged.tag(tag) : Response.ok(body).type(kind).tag(tag);
  }

  static String digest(byte[] body, String kind) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(kind.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return "%064x".formatted(new BigInteger(1, sha.digest(body))).substring(0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

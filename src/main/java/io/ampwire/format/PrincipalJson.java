package io.ampwire.format;

import java.util.Optional;

/** JSON of a principal of the API. */
public final class PrincipalJson {
  private PrincipalJson() {}

  /**
   * @param name null in the document for a caller without a token
   * @param login whether the caller can log in with a token
   * @param control whether the principal may send commands
   */
  public static byte[] write(
      Optional<String> name, Optional<String> role, boolean login, boolean control) {
    return Json.object(
        json -> {
          json.writeStringField("name", name.orElse(null));
          json.writeStringField("role", role.orElse(null));
          json.writeBooleanField("login", login);
          json.writeBooleanField("control", control);
        });
  }
}

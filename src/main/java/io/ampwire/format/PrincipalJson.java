package io.ampwire.format;

import java.util.Optional;

/** A principal of the API as JSON. */
public final class PrincipalJson {
  private PrincipalJson() {}

  /**
   * @param name null in the document for a caller without a token
   * @param login whether there is a token to present
   * @param control whether it may send commands
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

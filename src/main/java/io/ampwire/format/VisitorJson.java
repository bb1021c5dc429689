package io.ampwire.format;

import java.util.Optional;

/** Who somebody is to the API. */
public final class VisitorJson {
  private VisitorJson() {}

  /**
   * @param name null in the document for a stranger
   * @param login whether there is a token to show
   * @param control whether it may command
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

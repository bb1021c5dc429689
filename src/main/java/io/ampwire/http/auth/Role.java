package io.ampwire.http.auth;

/** Role of a principal. */
public enum Role {
  /** May read. */
  VIEWER(Role.VIEW),
  /** May read, and send commands where the configuration permits it. */
  OPERATOR(Role.OPERATE);

  /** The role's name in annotations and in the API. */
  public static final String VIEW = "viewer";

  /** The role's name in annotations and in the API. */
  public static final String OPERATE = "operator";

  private final String label;

  Role(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}

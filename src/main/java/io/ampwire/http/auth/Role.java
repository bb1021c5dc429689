package io.ampwire.http.auth;

/** What a visitor may do. */
public enum Role {
  /** Reads. */
  VIEWER(Role.VIEW),
  /** Reads, and sends commands where the console may. */
  OPERATOR(Role.OPERATE);

  /** As annotations and the API spell it. */
  public static final String VIEW = "viewer";

  /** As annotations and the API spell it. */
  public static final String OPERATE = "operator";

  private final String label;

  Role(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}

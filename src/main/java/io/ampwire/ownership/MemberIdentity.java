package io.ampwire.ownership;

/**
 * Identity of a lease holder: a member and its process run. Each run has its own name. A restarted
 * process, or a second one under the same name, therefore does not mistake the first one's leases
 * for its own.
 */
public record MemberIdentity(String member, String run) {
  private static final String BETWEEN = "_";

  static String memberOf(String identity) {
    int between = identity.lastIndexOf(BETWEEN);
    return between < 0 ? identity : identity.substring(0, between);
  }

  @Override
  public String toString() {
    return member + BETWEEN + run;
  }
}

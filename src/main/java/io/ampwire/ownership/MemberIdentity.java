package io.ampwire.ownership;

/**
 * Who holds a lease: a member, in one of its runs. A run has a name of its own, so that a process
 * that is started again, or a second one under the same name, does not take the first one's leases
 * for its own.
 */
record MemberIdentity(String member, String run) {
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

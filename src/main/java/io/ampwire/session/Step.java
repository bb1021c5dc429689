package io.ampwire.session;

/**
 * Time between two polls.
 *
 * @param nanos monotonic; across a restart by the wall clock
 */
record Step(long nanos, Gap gap) {
  /** What may have happened unseen between two polls. */
  enum Gap {
    /** Nothing. */
    NONE,
    /** A car may have come or left, but not one after the other. */
    SHORT,
    /** One car may have left and another come. */
    LONG
  }

  static final Step SAME_POLL = new Step(0, Gap.NONE);

  /** Whether the bridge did not see what happened. */
  boolean blind() {
    return gap != Gap.NONE;
  }

  boolean isLong() {
    return gap == Gap.LONG;
  }
}

package io.ampwire.charger;

/**
 * Availability of a charger: three failed polls in a row make it unavailable, one good poll makes
 * it available.
 */
final class Availability {
  private static final int PATIENCE = 3;

  private int failures;
  private volatile boolean online;
  private boolean known;

  /** Records a good poll; returns whether it changed the availability. */
  boolean succeeded() {
    failures = 0;
    boolean changed = !online;
    online = true;
    known = true;
    return changed;
  }

  /**
   * Records a failed poll; returns whether it changed the availability. The first result counts as
   * a change.
   */
  boolean failed() {
    failures++;
    if (failures < PATIENCE || (known && !online)) {
      return false;
    }
    online = false;
    known = true;
    return true;
  }

  boolean online() {
    return online;
  }
}

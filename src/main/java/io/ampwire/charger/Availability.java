package io.ampwire.charger;

/** Whether a charger counts as answering: three failed polls in a row say no, one good poll yes. */
final class Availability {
  private static final int PATIENCE = 3;

  private int failures;
  private volatile boolean online;
  private boolean known;

  /** Whether this good poll changed the verdict. */
  boolean succeeded() {
    failures = 0;
    boolean changed = !online;
    online = true;
    known = true;
    return changed;
  }

  /** Whether this failed poll changed the verdict; the first verdict is a change too. */
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

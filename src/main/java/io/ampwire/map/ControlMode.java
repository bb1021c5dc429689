package io.ampwire.map;

/** Condition under which a charger stays under control. */
public enum ControlMode {
  /** The bridge executes no command. */
  NONE,
  /** Control lasts as long as the controller renews it. */
  LEASED,
  /** Control stands while the bridge and the broker are running; for a person's intent. */
  STANDING
}

package io.ampwire.map;

/** Condition under which a charger stays under control. */
public enum ControlMode {
  /** No command is executed. */
  NONE,
  /** Control lasts as long as the controller renews it. */
  LEASED,
  /** A person's intent: it stands while the bridge and the broker are alive. */
  STANDING
}

package io.ampwire.control;

import java.util.Optional;

/** Port: receives what happens to control of one charger, on the charger's scheduler. */
public interface ControlListener {
  /**
   * @param resumed whether a standing intent came back, rather than a command took control
   */
  void controlTaken(Optional<String> by, long value, boolean resumed);

  /**
   * @param message more than the reason says, empty where it says enough
   */
  void controlLost(LossReason reason, String message);

  /** The set point register holds another value than the granted one. */
  void drift(DriftSide side, long granted, long read);

  /** Another controller writes this charger. */
  void foreignController(long granted);

  /** Another controller writes a charger that this bridge has just taken over. */
  void foreignControllerAtTakeover();

  /** A phase exceeds the limit. */
  void limitNotFollowed(long limit);

  /** The charger is not what the map is for. */
  void wrongDevice(String message);

  /** On which side of the granted value a register drifted. */
  enum DriftSide {
    ABOVE,
    BELOW
  }
}

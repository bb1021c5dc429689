package io.ampwire.control;

import io.ampwire.map.Decimal;
import java.util.Optional;

/** Port: receives the control events of one charger, on the charger's scheduler. */
public interface ControlListener {
  /**
   * @param resumed whether a standing intent resumed, instead of a command taking control
   */
  void controlTaken(Optional<String> by, Decimal value, boolean resumed);

  /**
   * @param message detail beyond the reason, empty if the reason is enough
   */
  void controlLost(LossReason reason, String message);

  /** The set point register holds a value other than the granted one. */
  void drift(DriftSide side, Decimal granted, Decimal read);

  /** Another controller writes this charger. */
  void foreignController(Decimal granted);

  /** Another controller writes a charger that this bridge has just taken over. */
  void foreignControllerAtTakeover();

  /** A phase exceeds the limit. */
  void limitNotFollowed(Decimal limit);

  /** The device does not match the map. */
  void wrongDevice(String message);

  /** Direction in which a register drifted from the granted value. */
  enum DriftSide {
    ABOVE,
    BELOW
  }
}

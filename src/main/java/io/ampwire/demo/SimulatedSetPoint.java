package io.ampwire.demo;

import static io.ampwire.demo.EvlinkRegisters.DEGRADED_MONO;
import static io.ampwire.demo.EvlinkRegisters.DEGRADED_TRI;
import static io.ampwire.demo.EvlinkRegisters.LIFEBIT;
import static io.ampwire.demo.EvlinkRegisters.NO_SESSION;
import static io.ampwire.demo.EvlinkRegisters.SET_POINT;

/**
 * Selector of the current limit in force: a controller's set point, or the fallback without a
 * controller.
 */
final class SimulatedSetPoint {
  private final ChargerOptions options;
  private Supervision supervision;
  private int setPoint;
  private int degradedMono;
  private int degradedTri;

  SimulatedSetPoint(ChargerOptions options) {
    this.options = options;
    this.degradedMono = options.limits().degradedMono();
    this.degradedTri = options.limits().degradedTri();
    forget();
  }

  /**
   * Resets to the state after power-up: no controller is in control. The fallbacks keep their
   * values.
   */
  void forget() {
    supervision = new Supervision(options.lifebitTimeout().toNanos() / 1e9);
    setPoint = options.limits().setPoint();
  }

  /** Stores a write that passed the checks. */
  void write(int address, int value) {
    switch (address) {
      case LIFEBIT -> supervision.write(value);
      case SET_POINT -> {
        setPoint = value;
        supervision.setPointWritten();
      }
      case DEGRADED_MONO -> degradedMono = value;
      case DEGRADED_TRI -> degradedTri = value;
      default -> throw new IllegalArgumentException("not about control: " + address);
    }
  }

  void advance(double seconds) {
    supervision.advance(seconds);
  }

  /** The limit in force, A per phase. */
  int limit() {
    if (supervision.controlled()) {
      return setPoint;
    }
    return options.phases() == 1 ? degradedMono : degradedTri;
  }

  int setPoint() {
    return setPoint;
  }

  boolean controlled() {
    return supervision.controlled();
  }

  boolean fellBack() {
    return supervision.fellBack();
  }

  void show(RegisterImage image, boolean session) {
    boolean hidden = options.readsNinetyNineWithoutSession() && !session;
    image
        .putU16(LIFEBIT, supervision.register())
        .putU16(SET_POINT, hidden ? NO_SESSION : setPoint)
        .putU16(DEGRADED_MONO, degradedMono)
        .putU16(DEGRADED_TRI, degradedTri);
  }
}

package io.ampwire.demo;

import io.ampwire.map.WordOrder;
import java.time.Duration;

/**
 * Options of a simulated charger.
 *
 * @param phases 1 or 3
 * @param seed of its random numbers; the same seed gives the same sequence of events
 * @param speed how much faster than real time cars come and go; 0: only by method calls
 * @param lifebitTimeout silence after which the charger falls back. No public source states the
 *     real one; ten seconds is a guess
 * @param readsNinetyNineWithoutSession whether the set point reads 99 while no session charges
 * @param limits values of the current registers after a start of the charger
 */
public record ChargerOptions(
    String id,
    WordOrder order,
    int phases,
    long seed,
    double speed,
    Duration lifebitTimeout,
    boolean readsNinetyNineWithoutSession,
    Limits limits) {

  /**
   * Values of the current registers after a start of the charger, A.
   *
   * @param degradedMono fallback of a single-phase charger
   * @param degradedTri fallback of a three-phase charger
   */
  public record Limits(int setPoint, int degradedMono, int degradedTri) {}

  public static ChargerOptions threePhase(String id) {
    return new ChargerOptions(
        id,
        WordOrder.LOW_WORD_FIRST,
        3,
        id.hashCode(),
        0,
        Duration.ofSeconds(10),
        true,
        new Limits(16, 10, 8));
  }

  public static ChargerOptions singlePhase(String id) {
    return threePhase(id).withPhases(1);
  }

  private ChargerOptions withPhases(int wired) {
    return copy(order, wired, speed, lifebitTimeout, readsNinetyNineWithoutSession);
  }

  public ChargerOptions withOrder(WordOrder registers) {
    return copy(registers, phases, speed, lifebitTimeout, readsNinetyNineWithoutSession);
  }

  public ChargerOptions withSpeed(double factor) {
    return copy(order, phases, factor, lifebitTimeout, readsNinetyNineWithoutSession);
  }

  public ChargerOptions withLifebitTimeout(Duration silence) {
    return copy(order, phases, speed, silence, readsNinetyNineWithoutSession);
  }

  public ChargerOptions withNinetyNine(boolean reads) {
    return copy(order, phases, speed, lifebitTimeout, reads);
  }

  private ChargerOptions copy(
      WordOrder registers, int wired, double factor, Duration silence, boolean ninetyNine) {
    return new ChargerOptions(id, registers, wired, seed, factor, silence, ninetyNine, limits);
  }
}

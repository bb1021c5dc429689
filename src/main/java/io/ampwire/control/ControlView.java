package io.ampwire.control;

import io.ampwire.map.Decimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * View of a charger's control, as the state document shows it.
 *
 * @param state phase of control
 * @param by name of the controller, if it gave one
 * @param limit the set point in force, A; empty while no controller holds the charger
 * @param leaseLeft whole seconds until control ends, if it has an end
 * @param lifebitAge ms since the last lifebit that the charger accepted
 * @param confirmed whether polls show that the charger consumes the lifebit
 */
public record ControlView(
    ControlPhase state,
    Optional<String> by,
    Optional<Decimal> limit,
    OptionalLong leaseLeft,
    OptionalLong lifebitAge,
    boolean confirmed) {
  public static final ControlView NONE =
      new ControlView(
          ControlPhase.FREE,
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false);

  /** View of control at that time, monotonic, ns. */
  static ControlView of(ControlState state, Lifebit lifebit, long now) {
    return new ControlView(
        state.phase(),
        state.grant().flatMap(Grant::by),
        state.held() ? state.grant().map(Grant::value) : Optional.empty(),
        state.grant().map(grant -> grant.leaseLeft(now)).orElse(OptionalLong.empty()),
        lifebit.age(),
        lifebit.confirmed());
  }
}

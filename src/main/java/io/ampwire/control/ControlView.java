package io.ampwire.control;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who controls a charger, as the state document says it.
 *
 * @param state where control stands
 * @param by the controller, if it named itself
 * @param limit the set point that control holds, A; empty while nobody is in control
 * @param leaseLeft whole seconds, only where control has an end
 * @param lifebitAge ms since the last lifebit that the charger accepted
 * @param confirmed whether the charger was seen to consume the lifebit
 */
public record ControlView(
    ControlState state,
    Optional<String> by,
    OptionalLong limit,
    OptionalLong leaseLeft,
    OptionalLong lifebitAge,
    boolean confirmed) {
  public static final ControlView NOBODY =
      new ControlView(
          ControlState.FREE,
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          false);

  /** How control stands at that time, monotonic, ns. */
  static ControlView of(Control control, Lifebit lifebit, long now) {
    return new ControlView(
        control.state(),
        control.state() == ControlState.FREE ? Optional.empty() : control.by(),
        control.held() ? OptionalLong.of(control.granted()) : OptionalLong.empty(),
        control.leaseLeft(now),
        lifebit.age(),
        lifebit.confirmed());
  }
}

package io.ampwire.map;

import java.util.List;

/**
 * Point by which a device switches between one and three phases.
 *
 * @param one value for one phase
 * @param three value for three phases
 * @param then steps that follow a command to the point, such as a trigger register
 */
public record PhaseSwitch(String point, long one, long three, List<ControlStep> then) {
  public PhaseSwitch {
    then = List.copyOf(then);
  }

  /** Adds the switch to a canonical form. */
  void write(CanonicalForm form) {
    form.text("phases").text(point).number(one).number(three).size(then.size());
    then.forEach(step -> step.write(form));
  }
}

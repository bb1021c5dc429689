package io.ampwire.map;

import java.time.Duration;
import java.util.Optional;

/** Step of a control sequence: a write, a wait, or one lifebit. */
public sealed interface ControlStep {

  /** Longest {@link Wait}. */
  Duration LONGEST_WAIT = Duration.ofSeconds(3);

  /** Point that the step writes, if it writes one. */
  default Optional<String> point() {
    return Optional.empty();
  }

  /** Whether the step writes the wanted limit, in A or in W. */
  default boolean writesLimit() {
    return false;
  }

  /** Time that the step lets pass. */
  default Duration waits() {
    return Duration.ZERO;
  }

  /** Adds the step to a canonical form. */
  void write(CanonicalForm form);

  /** Writes a value to a point. */
  record SetRegister(String register, StepValue value) implements ControlStep {
    @Override
    public Optional<String> point() {
      return Optional.of(register);
    }

    @Override
    public boolean writesLimit() {
      return value.followsLimit();
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("write").text(register);
      value.write(form);
    }
  }

  /** Lets time pass before the next step. */
  record Wait(Duration time) implements ControlStep {
    @Override
    public Duration waits() {
      return time;
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("wait").number(time.toMillis());
    }
  }

  /** Sends one lifebit, so that the device takes the writes that follow. */
  record SendLifebit() implements ControlStep {
    @Override
    public void write(CanonicalForm form) {
      form.text("lifebit");
    }
  }
}

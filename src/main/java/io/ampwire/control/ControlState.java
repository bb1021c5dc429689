package io.ampwire.control;

import java.util.Optional;

/**
 * State machine of a charger's control. A state carries only the data that is valid in it. A
 * transition is a method that returns the next state; a state without that transition returns
 * itself. The diagram in {@code docs/explanation/control.md} is generated from these methods.
 */
sealed interface ControlState {
  ControlState FREE = new Free();

  ControlPhase phase();

  /** The grant in force; empty if there is none. */
  Optional<Grant> grant();

  /** A set point was applied under this grant, and the charger answers. */
  default ControlState applied(Grant terms) {
    return new Held(terms);
  }

  /** An earlier run of the bridge left a standing intent. */
  default ControlState journalled(Grant terms, Resumption resumption) {
    return this;
  }

  /**
   * The charger no longer answers, or has not answered since the write.
   *
   * @param verified whether the value was read back on the current connection
   */
  default ControlState connectionLost(boolean verified) {
    return this;
  }

  /** The bridge wrote the granted value again, or read it back, on the new connection. */
  default ControlState rewritten() {
    return this;
  }

  /** All conditions of a standing intent are proved, and its value was written. */
  default ControlState resumed() {
    return this;
  }

  /** The broker is away for longer than the lease: a standing intent waits for it. */
  default ControlState brokerLost(Resumption resumption) {
    return this;
  }

  /** The grant changes while control lasts. */
  default ControlState with(Grant terms) {
    return this;
  }

  /** Control ends for this reason, if the reason applies to this state. */
  default ControlState lost(LossReason reason) {
    return this;
  }

  /** Whether a controller holds the charger. */
  default boolean held() {
    return phase().held();
  }

  /** No controller. */
  record Free() implements ControlState {
    @Override
    public ControlPhase phase() {
      return ControlPhase.FREE;
    }

    @Override
    public Optional<Grant> grant() {
      return Optional.empty();
    }

    @Override
    public ControlState journalled(Grant terms, Resumption resumption) {
      return new Suspended(terms, resumption);
    }
  }

  /** A controller holds a charger that answers: the bridge sends the lifebit. */
  record Held(Grant terms) implements ControlState {
    @Override
    public ControlPhase phase() {
      return ControlPhase.HELD;
    }

    @Override
    public Optional<Grant> grant() {
      return Optional.of(terms);
    }

    @Override
    public ControlState connectionLost(boolean verified) {
      return new Away(terms, verified);
    }

    @Override
    public ControlState brokerLost(Resumption resumption) {
      return new Suspended(terms, resumption);
    }

    @Override
    public ControlState with(Grant next) {
      return new Held(next);
    }

    @Override
    public ControlState lost(LossReason reason) {
      return reason.endsHeld() ? FREE : this;
    }
  }

  /**
   * A controller holds a charger that has not answered a poll since the connection was lost.
   *
   * @param verified whether the value was read back since, so that one matching poll is enough
   */
  record Away(Grant terms, boolean verified) implements ControlState {
    @Override
    public ControlPhase phase() {
      return ControlPhase.AWAY;
    }

    @Override
    public Optional<Grant> grant() {
      return Optional.of(terms);
    }

    @Override
    public ControlState connectionLost(boolean readBack) {
      return new Away(terms, readBack);
    }

    @Override
    public ControlState rewritten() {
      return new Held(terms);
    }

    @Override
    public ControlState brokerLost(Resumption resumption) {
      return new Suspended(terms, resumption);
    }

    @Override
    public ControlState with(Grant next) {
      return new Away(next, verified);
    }

    @Override
    public ControlState lost(LossReason reason) {
      return reason.endsHeld() ? FREE : this;
    }
  }

  /** A standing intent, and the check that decides whether it resumes. */
  record Suspended(Grant terms, Resumption resumption) implements ControlState {
    @Override
    public ControlPhase phase() {
      return ControlPhase.SUSPENDED;
    }

    @Override
    public Optional<Grant> grant() {
      return Optional.of(terms);
    }

    @Override
    public ControlState resumed() {
      return new Held(terms);
    }

    @Override
    public ControlState lost(LossReason reason) {
      return reason.endsSuspended() ? FREE : this;
    }
  }
}

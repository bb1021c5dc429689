package io.ampwire.map;

/** Value that a step of a control sequence writes, in the unit of its point. */
public sealed interface StepValue {

  /** Mains voltage by which a limit in A becomes one in W. */
  int VOLTS = 230;

  /**
   * @param amps the wanted limit, A
   */
  long of(long amps);

  /** Whether the value depends on the wanted limit. */
  boolean followsLimit();

  /** Adds the value to a canonical form. */
  void write(CanonicalForm form);

  /** The same value each time, such as 1 for an enable register. */
  record Constant(long value) implements StepValue {
    @Override
    public long of(long amps) {
      return value;
    }

    @Override
    public boolean followsLimit() {
      return false;
    }

    @Override
    public void write(CanonicalForm form) {
      form.number(value);
    }
  }

  /** The wanted limit, A. */
  record Limit() implements StepValue {
    @Override
    public long of(long amps) {
      return amps;
    }

    @Override
    public boolean followsLimit() {
      return true;
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("limit");
    }
  }

  /**
   * The wanted limit as a power, W.
   *
   * @param phases phases that carry the current
   */
  record LimitWatts(int phases) implements StepValue {
    @Override
    public long of(long amps) {
      return amps * VOLTS * phases;
    }

    @Override
    public boolean followsLimit() {
      return true;
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("limit-watts").number(phases);
    }
  }
}

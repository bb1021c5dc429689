package io.ampwire.map;

/** Value that a step of a control sequence writes, in the unit of its point. */
public sealed interface StepValue {

  /** Mains voltage by which a limit in A becomes one in W. */
  int VOLTS = 230;

  /**
   * @param amps the wanted limit, A
   */
  Decimal of(Decimal amps);

  /** Whether the value depends on the wanted limit. */
  boolean followsLimit();

  /** Adds the value to a canonical form. */
  void write(CanonicalForm form);

  /** The same value each time, such as 1 for an enable register. */
  record Constant(Decimal value) implements StepValue {
    @Override
    public Decimal of(Decimal amps) {
      return value;
    }

    @Override
    public boolean followsLimit() {
      return false;
    }

    @Override
    public void write(CanonicalForm form) {
      form.text(value.toString());
    }
  }

  /** The wanted limit, A. */
  record Limit() implements StepValue {
    @Override
    public Decimal of(Decimal amps) {
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
   * The wanted limit as a power, whole W; never more than the limit.
   *
   * @param phases phases that carry the current
   */
  record LimitWatts(int phases) implements StepValue {
    @Override
    public Decimal of(Decimal amps) {
      return Decimal.of(amps.times((long) VOLTS * phases).floor());
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

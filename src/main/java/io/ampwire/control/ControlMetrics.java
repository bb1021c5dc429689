package io.ampwire.control;

/** Port: counts the control events of one charger. */
public interface ControlMetrics {
  void lifebit(boolean accepted);

  /** Counts lifebits that were due but not sent. */
  void lifebitMissed(long lifebits);

  /** Counts an answered command: {@code applied}, or the code of its refusal. */
  void command(String outcome);

  /** Counts a change of control: {@code taken}, {@code resumed}, or the reason of its loss. */
  void control(String change);
}

package io.ampwire.control;

/** Port: counts what control of one charger does. */
public interface ControlMetrics {
  void lifebit(boolean accepted);

  /** Lifebits whose time passed without one being sent. */
  void lifebitMissed(long lifebits);

  /** A command was answered: {@code applied}, or the code of its refusal. */
  void command(String outcome);

  /** Control changed hands: {@code taken}, {@code resumed}, or the reason why it was lost. */
  void control(String change);
}

package io.ampwire.charger;

/** Port: counts what one charger's lane does. */
public interface LaneMetrics {
  LaneMetrics NONE =
      new LaneMetrics() {
        @Override
        public void polled(long nanos, long late) {}

        @Override
        public void pollFailed() {}

        @Override
        public void pollSkipped() {}

        @Override
        public void lifebit(boolean accepted) {}

        @Override
        public void lifebitMissed(long beats) {}

        @Override
        public void command(String outcome) {}

        @Override
        public void control(String change) {}
      };

  /** A poll was completed in {@code nanos}, having begun {@code late} ns after its time. */
  void polled(long nanos, long late);

  void pollFailed();

  /** Its time came while the poll before it was still going on. */
  void pollSkipped();

  void lifebit(boolean accepted);

  /** Beats whose time passed without one being sent. */
  void lifebitMissed(long beats);

  /** A command was answered: {@code applied}, or the code of its refusal. */
  void command(String outcome);

  /** Control changed hands: {@code taken}, or the reason why it was lost. */
  void control(String change);
}

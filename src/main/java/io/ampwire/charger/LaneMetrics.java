package io.ampwire.charger;

import io.ampwire.control.ControlMetrics;

/** Port: counts the activity of one charger's lane. */
public interface LaneMetrics extends ControlMetrics {
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

  /** Records a poll that took {@code nanos} and began {@code late} ns after its time. */
  void polled(long nanos, long late);

  void pollFailed();

  /** Counts a poll that was due while the previous one was still running. */
  void pollSkipped();
}

package io.ampwire.charger;

/** Counts as a lane's metrics would. */
final class CountingMetrics implements LaneMetrics {
  int polled;
  int failed;
  int skipped;
  long missed;

  @Override
  public void polled(long nanos, long late) {
    polled++;
  }

  @Override
  public void pollFailed() {
    failed++;
  }

  @Override
  public void pollSkipped() {
    skipped++;
  }

  @Override
  public void lifebit(boolean accepted) {}

  @Override
  public void lifebitMissed(long beats) {
    missed += beats;
  }

  @Override
  public void command(String outcome) {}

  @Override
  public void control(String change) {}
}

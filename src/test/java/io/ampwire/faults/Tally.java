package io.ampwire.faults;

import io.ampwire.charger.LaneMetrics;
import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ModbusResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what a lane and its link do. */
public final class Tally implements LaneMetrics, ConnectionMetrics {
  private final List<Failure> failures = new CopyOnWriteArrayList<>();
  private final List<Long> lateness = new CopyOnWriteArrayList<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger skipped = new AtomicInteger();

  /** A request that got no valid answer, and how long that took. */
  public record Failure(ModbusResponse.Reason reason, String detail, Duration after) {}

  @Override
  public void connected() {
    connected.incrementAndGet();
  }

  @Override
  public void answered(ModbusResponse answer, long nanos) {
    if (answer instanceof ModbusResponse.Failed no) {
      failures.add(new Failure(no.reason(), no.detail(), Duration.ofNanos(nanos)));
    } else {
      answered.incrementAndGet();
    }
  }

  @Override
  public void polled(long nanos, long late) {
    lateness.add(late);
  }

  @Override
  public void pollFailed() {
    failed.incrementAndGet();
  }

  @Override
  public void pollSkipped() {
    skipped.incrementAndGet();
  }

  @Override
  public void lifebit(boolean accepted) {}

  @Override
  public void lifebitMissed(long beats) {}

  @Override
  public void command(String outcome) {}

  @Override
  public void control(String change) {}

  public int connections() {
    return connected.get();
  }

  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  public List<ModbusResponse.Reason> reasons() {
    return failures.stream().map(Failure::reason).toList();
  }

  /** Requests that the device itself answered. */
  public int answers() {
    return answered.get();
  }

  /** How late each completed poll began, ns. */
  public List<Long> lateness() {
    return List.copyOf(lateness);
  }

  public int polls() {
    return lateness.size();
  }

  public int skippedPolls() {
    return skipped.get();
  }

  public int failedPolls() {
    return failed.get();
  }
}

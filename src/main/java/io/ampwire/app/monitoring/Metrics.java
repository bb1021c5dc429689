package io.ampwire.app.monitoring;

import io.ampwire.charger.LaneMetrics;
import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ModbusResponse;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Counters and gauges of the whole fleet. Values of a single charger are in its topics. */
@ApplicationScoped
public class Metrics implements LaneMetrics, ConnectionMetrics {
  private final MeterRegistry registry;
  private final Counter ok;
  private final Counter failed;
  private final Counter skipped;
  private final Timer duration;
  private final Timer lateness;
  private final Timer requests;
  private final Counter connects;
  private final Counter lifebits;
  private final Counter lifebitsRefused;
  private final Counter beatsMissed;
  private final Counter ignored;
  private final Counter rejected;

  Metrics(MeterRegistry registry) {
    this.registry = registry;
    this.ok = registry.counter(MetricNames.POLLS, "outcome", "ok");
    this.failed = registry.counter(MetricNames.POLLS, "outcome", "failed");
    this.skipped = registry.counter(MetricNames.POLLS, "outcome", "skipped");
    this.duration = quantiles(MetricNames.POLL_DURATION);
    this.lateness = quantiles(MetricNames.POLL_LATENESS);
    this.requests = quantiles(MetricNames.REQUEST_DURATION);
    this.connects = registry.counter(MetricNames.CONNECTS);
    this.lifebits = registry.counter(MetricNames.LIFEBITS, "outcome", "accepted");
    this.lifebitsRefused = registry.counter(MetricNames.LIFEBITS, "outcome", "refused");
    this.beatsMissed = registry.counter(MetricNames.LIFEBITS, "outcome", "missed");
    this.ignored = registry.counter(MetricNames.IGNORED);
    // Registered at start, so that the first occurrence counts as an increase.
    this.rejected = registry.counter(MetricNames.INVENTORY_REJECTED);
  }

  private Timer quantiles(String name) {
    return Timer.builder(name).publishPercentiles(0.5, 0.99).register(registry);
  }

  @Override
  public void polled(long nanos, long late) {
    ok.increment();
    duration.record(nanos, TimeUnit.NANOSECONDS);
    lateness.record(Math.max(0, late), TimeUnit.NANOSECONDS);
  }

  @Override
  public void pollFailed() {
    failed.increment();
  }

  @Override
  public void pollSkipped() {
    skipped.increment();
  }

  @Override
  public void lifebit(boolean accepted) {
    (accepted ? lifebits : lifebitsRefused).increment();
  }

  @Override
  public void lifebitMissed(long count) {
    beatsMissed.increment(count);
  }

  @Override
  public void command(String outcome) {
    registry.counter(MetricNames.COMMANDS, "outcome", outcome).increment();
  }

  @Override
  public void control(String change) {
    registry.counter(MetricNames.CONTROL, "change", change).increment();
  }

  @Override
  public void connected() {
    connects.increment();
  }

  @Override
  public void answered(ModbusResponse answer, long nanos) {
    requests.record(nanos, TimeUnit.NANOSECONDS);
    if (answer instanceof ModbusResponse.Failed lost) {
      count(lost.reason().name().toLowerCase(Locale.ROOT));
    } else if (answer instanceof ModbusResponse.Refused refused) {
      count("exception_" + refused.code());
    }
  }

  private void count(String outcome) {
    registry.counter(MetricNames.REQUESTS, "outcome", outcome).increment();
  }

  /** Counts an edit of the inventory that is invalid. */
  public void inventoryRejected() {
    rejected.increment();
  }

  /** Counts a message on a command topic that is not a command. */
  public void ignoredMessage() {
    ignored.increment();
  }
}

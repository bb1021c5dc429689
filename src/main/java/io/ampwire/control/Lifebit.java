package io.ampwire.control;

import io.ampwire.charger.LaneMetrics;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.LaneSettings;
import io.ampwire.decode.Reading;
import io.ampwire.link.FixedRateTimer;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.Scheduler;
import io.ampwire.map.LifebitRule;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells the charger that its controller lives, for as long as that is true: before each beat it
 * asks whether control still stands, and a beat whose time has passed is left out and counted,
 * never made up for.
 */
final class Lifebit {
  private final ModbusConnection link;
  private final Scheduler scheduler;
  private final LaneMetrics metrics;
  private final Supplier<Boolean> stillHeld;
  private final LifebitStats beats;
  private final FixedRateTimer cadence;
  private final LifebitRule rule;
  private final Supplier<Optional<ModbusRequest>> beat;
  private boolean waiting;
  private boolean owed;
  private volatile long accepted = Long.MIN_VALUE;
  private boolean confirmed;

  /**
   * @param beat what to send now; empty holds the beat back until {@link #owed()}
   * @param stillHeld asked at each beat; false ends the beats
   */
  Lifebit(
      LaneSettings settings,
      Supplier<Optional<ModbusRequest>> beat,
      ModbusConnection link,
      Scheduler scheduler,
      LanePorts around,
      Supplier<Boolean> stillHeld) {
    this.beats = new LifebitStats(scheduler, sum -> around.audit().beat(settings.id(), sum));
    this.link = link;
    this.scheduler = scheduler;
    this.metrics = around.metrics();
    this.stillHeld = stillHeld;
    this.rule = settings.map().lifebit().orElse(null);
    long period = rule == null ? 1_000_000_000L : rule.period().toNanos();
    this.cadence = new FixedRateTimer(scheduler, period, this::due);
    this.beat = beat;
  }

  /** First beat at once. */
  void start() {
    if (!cadence.running()) {
      cadence.start(0);
    }
  }

  /** No beats until {@link #start()}; what the charger consumed so far stays known. */
  void pause() {
    cadence.stop();
    waiting = false;
    owed = false;
  }

  void stop() {
    pause();
    accepted = Long.MIN_VALUE;
    confirmed = false;
    beats.end();
  }

  /** Looks at a poll: a register that we set and that reads cleared was consumed by the charger. */
  void observe(Reading reading) {
    boolean cleared =
        rule != null
            && rule.cleared().isPresent()
            && reading instanceof Reading.Whole whole
            && whole.value() == rule.cleared().getAsLong();
    confirmed |= cleared && accepted != Long.MIN_VALUE;
  }

  boolean confirmed() {
    return confirmed;
  }

  /** Milliseconds since the last beat that the charger accepted; may be asked from any thread. */
  OptionalLong age() {
    long last = accepted;
    return last == Long.MIN_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of((scheduler.nanos() - last) / 1_000_000);
  }

  /** What held a beat back may be over. */
  void owed() {
    if (owed && cadence.running() && !waiting && stillHeld.get()) {
      send();
    }
  }

  private void due(long late, long leftOut) {
    if (!stillHeld.get()) {
      return;
    }
    long missed = leftOut + (waiting ? 1 : 0);
    metrics.lifebitMissed(missed);
    beats.missed(missed);
    if (!waiting) {
      send();
    }
  }

  private void send() {
    Optional<ModbusRequest> request = beat.get();
    owed = request.isEmpty();
    if (owed) {
      return;
    }
    waiting = true;
    link.request(ModbusConnection.Priority.LIFEBIT, request.get(), () -> wanted(request.get()))
        .thenAccept(this::answered);
  }

  /** A set point that is no longer the one in force is not written again. */
  private boolean wanted(ModbusRequest request) {
    boolean changes = rule.scheme() == LifebitRule.Scheme.REWRITE_SET_POINT;
    return cadence.running()
        && (!changes || beat.get().filter(now -> same(now, request)).isPresent());
  }

  private static boolean same(ModbusRequest one, ModbusRequest other) {
    return one instanceof ModbusRequest.Write a
        && other instanceof ModbusRequest.Write b
        && Arrays.equals(a.registers(), b.registers());
  }

  private void answered(ModbusResponse answer) {
    waiting = false;
    boolean ok =
        answer instanceof ModbusResponse.Written || answer instanceof ModbusResponse.Registers;
    if (ok || cadence.running()) {
      metrics.lifebit(ok);
      beats.beat(ok);
    }
    if (ok && cadence.running()) {
      accepted = scheduler.nanos();
    }
  }
}

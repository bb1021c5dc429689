package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.link.FixedRateTimer;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.Scheduler;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sender of the lifebit. It sends at the period of the map while control is held. Before each
 * lifebit it checks that control is still held. It skips and counts a lifebit whose time has passed
 * and never sends it late.
 */
final class Lifebit {
  private final ModbusLink link;
  private final Scheduler scheduler;
  private final ControlMetrics metrics;
  private final Supplier<Boolean> stillHeld;
  private final LifebitStats stats;
  private final LifebitPace pace;
  private final FixedRateTimer cadence;
  private final LifebitRule rule;

  /** Address of the lifebit's register; -1 if only the traffic counts. */
  private final int address;

  private final Supplier<Optional<ModbusRequest>> next;
  private boolean waiting;
  private boolean owed;
  private volatile long accepted = Long.MIN_VALUE;
  private boolean confirmed;

  /**
   * @param next the request to send now; empty delays the lifebit until {@link #owed()}
   * @param stillHeld condition checked before each lifebit; false sends none
   */
  Lifebit(
      ControlSettings settings,
      Supplier<Optional<ModbusRequest>> next,
      ModbusLink link,
      Scheduler scheduler,
      ControlPorts ports,
      Supplier<Boolean> stillHeld) {
    Audit audit = ports.audit();
    this.stats = new LifebitStats(scheduler, sum -> audit.lifebits(settings.id(), sum));
    this.link = link;
    this.scheduler = scheduler;
    this.metrics = ports.metrics();
    this.stillHeld = stillHeld;
    this.rule = settings.map().lifebit().orElse(null);
    this.address =
        settings
            .map()
            .lifebit()
            .flatMap(r -> settings.map().point(r.point()))
            .map(Point::address)
            .orElse(-1);
    this.pace = new LifebitPace(settings.map());
    this.cadence = new FixedRateTimer(scheduler, pace.nanos(), this::due);
    this.next = next;
  }

  /** Sends the first lifebit at once. */
  void start() {
    if (!cadence.running()) {
      cadence.start(0);
    }
  }

  /** Stops sending until {@link #start()}; the record of consumed lifebits is kept. */
  void pause() {
    cadence.stop();
    waiting = false;
    owed = false;
  }

  void stop() {
    pause();
    accepted = Long.MIN_VALUE;
    confirmed = false;
    stats.end();
  }

  /**
   * Processes a poll: the charger's own timeout sets the pace. The charger consumed the lifebit if
   * the register was set and now reads cleared.
   */
  void observe(Observation poll) {
    long last = accepted;
    pace.observe(poll, last == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(last));
    cadence.interval(pace.nanos());
    Reading reading = rule == null ? Reading.NOT_READ : poll.reading(rule.point());
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

  /** Milliseconds since the last accepted lifebit; may be called from any thread. */
  OptionalLong age() {
    long last = accepted;
    return last == Long.MIN_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of((scheduler.nanos() - last) / 1_000_000);
  }

  /** Sends a delayed lifebit, if the reason for the delay is gone. */
  void owed() {
    if (owed && cadence.running() && !waiting && stillHeld.get()) {
      send();
    }
  }

  /** Sends one lifebit as a step of a sequence, also before control is taken. */
  void once(Consumer<Outcome> done) {
    Optional<ModbusRequest> request = next.get();
    if (request.isEmpty() || heard()) {
      done.accept(new Outcome.Applied(false, Optional.empty(), Optional.empty()));
      return;
    }
    link.request(ModbusConnection.Priority.LIFEBIT, request.get())
        .thenAccept(answer -> done.accept(sentOnce(answer)));
  }

  private Outcome sentOnce(ModbusResponse answer) {
    boolean ok = answer instanceof ModbusResponse.Written;
    metrics.lifebit(ok);
    stats.sent(ok);
    if (ok) {
      return new Outcome.Applied(false, Optional.empty(), Optional.empty());
    }
    return answer instanceof ModbusResponse.Refused refused
        ? new Outcome.Failed(
            Code.DEVICE_EXCEPTION,
            "the charger refused the lifebit with exception " + refused.code(),
            OptionalInt.of(refused.code()),
            Optional.empty())
        : new Outcome.Unknown(Code.TIMEOUT, "the lifebit was not answered");
  }

  private void due(long late, long leftOut) {
    if (!stillHeld.get()) {
      return;
    }
    long missed = leftOut + (waiting ? 1 : 0);
    metrics.lifebitMissed(missed);
    stats.missed(missed);
    if (!waiting && heard()) {
      accepted = link.lastWrite().orElse(accepted);
    } else if (!waiting) {
      send();
    }
  }

  /**
   * Whether the device counted another write as a lifebit a short time ago. The lifebit's own
   * register has to be written once before, because it holds the device's timeout.
   */
  private boolean heard() {
    return rule != null
        && rule.anyWrite()
        && link.wrote(address)
        && link.lastWrite().stream().anyMatch(at -> scheduler.nanos() - at < pace.nanos() / 2);
  }

  private void send() {
    Optional<ModbusRequest> request = next.get();
    owed = request.isEmpty();
    if (owed) {
      return;
    }
    waiting = true;
    link.request(ModbusConnection.Priority.LIFEBIT, request.get(), () -> wanted(request.get()))
        .thenAccept(this::answered);
  }

  /** Skips an outdated value where the set point is the lifebit. */
  private boolean wanted(ModbusRequest request) {
    boolean changes = rule.scheme().rewritesSetPoint();
    return cadence.running()
        && (!changes || next.get().filter(now -> same(now, request)).isPresent());
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
      stats.sent(ok);
    }
    if (ok && cadence.running()) {
      accepted = scheduler.nanos();
    }
  }
}

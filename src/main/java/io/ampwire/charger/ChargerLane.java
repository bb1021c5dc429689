package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.control.ChargerControl;
import io.ampwire.control.Observation;
import io.ampwire.control.StopReason;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.FixedRateTimer;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.plan.PollPlan;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.FirmwareSentinel;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.WordOrderVerdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lane of one charger: polls it on time, reports its readings, and executes its controller's
 * commands. All work runs on one scheduler, one task after the other. Only {@link #command} may be
 * called from elsewhere.
 */
public final class ChargerLane implements PollCycle.SupportListener {
  private static final int MOST_ARRIVALS = 1024;
  private static final int ARRIVALS_A_TURN = 16;

  private final LaneSettings settings;
  private final RegisterMap map;
  private final ModbusLink link;
  private final Scheduler scheduler;
  private final TelemetrySink sink;
  private final LaneMetrics metrics;
  private final PollPlan plan;
  private final Capture capture;
  private final Interpreter interpreter;
  private final LifetimeEnergyFilter lifetimeEnergy;
  private final ChangeDetector changes;
  private final FixedRateTimer timer;
  private final DeviceWatch device;
  private final FirmwareSentinel sentinel;
  private final BaselineJournal baselines;
  private final Availability availability = new Availability();
  private final ChargerControl control;
  private final StallDetector stalls;

  /** Replaced on a change, because most devices support every point. */
  private Set<String> unsupported = Set.of();

  private final Queue<Command> arrivals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicBoolean taking = new AtomicBoolean();
  private ChargerMeta reported;
  private ChargerDescription description;
  private Reading[] readings = new Reading[0];
  private boolean polling;
  private String failure = "no connection";
  private int busyTurns;
  private int leaveOut;

  public ChargerLane(LaneSettings settings, ModbusLink link, Scheduler scheduler, LanePorts ports) {
    this.settings = settings;
    this.map = settings.map();
    this.link = link;
    this.scheduler = scheduler;
    this.sink = ports.sink();
    this.description = settings.description();
    this.metrics = ports.metrics();
    this.plan = PollPlan.of(map, settings.unit(), settings.tags());
    this.capture = new Capture(map);
    this.interpreter = new Interpreter(map, settings.order(), settings.scale());
    this.lifetimeEnergy = new LifetimeEnergyFilter(map);
    this.changes = new ChangeDetector(map);
    this.sentinel = new FirmwareSentinel(map);
    this.device = new DeviceWatch(map, settings.permissions().accepted().references(), this::event);
    this.baselines = ports.baselines();
    recallBaseline();
    this.timer = new FixedRateTimer(scheduler, settings.poll().toNanos(), this::poll);
    this.stalls = new StallDetector(scheduler, settings.poll(), link.timeout());
    this.control =
        new ChargerControl(
            settings.control(),
            link,
            scheduler,
            ports.control(settings.id(), new ControlEvents(this::event, metrics)),
            interpreter::order);
    settings.withheld().forEach(point -> capture.missing(point, Reading.WITHHELD));
    link.rest(map.link().spacing());
    link.restBetweenWrites(map.link().writeSpacing());
    link.onDown(this::down);
  }

  /** Starts polling at the charger's offset in the interval. */
  public void start() {
    timer.start(settings.offset().toNanos());
  }

  /**
   * Stops the lifebit first, then polling; writes nothing and publishes nothing about the charger.
   */
  public void stop(StopReason why) {
    control.stop(why);
    timer.stop();
    link.release();
  }

  /** Whether a command's write is in progress. */
  public boolean writing() {
    return control.writing();
  }

  /**
   * Hands over a command; may be called from any thread. Commands are taken a few at a time, so
   * that a flood of them delays neither the lifebit nor a poll. Beyond {@value #MOST_ARRIVALS} that
   * wait, each new one takes the place of the oldest, which is answered at once.
   */
  public void command(Command command) {
    arrivals.add(command);
    if (arrived.incrementAndGet() > MOST_ARRIVALS) {
      Command oldest = arrivals.poll();
      if (oldest != null) {
        arrived.decrementAndGet();
        overtaken(oldest, command);
      }
    }
    if (taking.compareAndSet(false, true)) {
      scheduler.execute(this::takeArrivals);
    }
  }

  /** A command that never came to its turn; among set points the newest wins. */
  private void overtaken(Command oldest, Command newest) {
    boolean setPoint = map.setPoint().filter(r -> r.point().equals(oldest.name())).isPresent();
    Outcome outcome =
        setPoint && newest.name().equals(oldest.name())
            ? Outcome.rejected(Code.SUPERSEDED, "a newer set point came")
            : Outcome.rejected(Code.BUSY, "too many commands arrive at once");
    long ms = (scheduler.nanos() - oldest.received()) / 1_000_000;
    sink.ack(settings.id(), Ack.of(oldest, outcome, scheduler.wallMillis(), ms));
  }

  private void takeArrivals() {
    for (int taken = 0; taken < ARRIVALS_A_TURN; taken++) {
      Command command = arrivals.poll();
      if (command == null) {
        break;
      }
      arrived.decrementAndGet();
      control.arrive(command);
    }
    taking.set(false);
    if (!arrivals.isEmpty() && taking.compareAndSet(false, true)) {
      scheduler.execute(this::takeArrivals);
    }
  }

  /** Enforces a changed cap of the charger's group at once; may be called from any thread. */
  public void capChanged() {
    scheduler.execute(() -> guarded(control::capChanged));
  }

  /** Replaces the charger's description; may be called from any thread. */
  public void describe(ChargerDescription changed) {
    scheduler.execute(
        () -> {
          description = changed;
          if (reported != null) {
            reportMeta();
          }
        });
  }

  /** Whether the charger answers. */
  public boolean online() {
    return availability.online();
  }

  /** Discards the identity: the next device that answers must identify itself before any write. */
  private void down(String why) {
    failure = why;
    busyTurns = 0;
    leaveOut = 0;
    plan.renew();
    forgetReadings();
    unsupported =
        unsupported.stream()
            .filter(name -> map.point(name).filter(plan::leavesOut).isPresent())
            .collect(Collectors.toUnmodifiableSet());
    unsupported.forEach(
        name -> capture.missing(map.point(name).orElseThrow(), Reading.UNSUPPORTED));
    control.unreachable();
  }

  private void forgetReadings() {
    capture.clear();
    settings.withheld().forEach(point -> capture.missing(point, Reading.WITHHELD));
  }

  private void poll(long late, long leftOut) {
    control.tick(polling && stuck());
    if (polling) {
      metrics.pollSkipped();
    } else if (leaveOut > 0) {
      leaveOut--;
      guarded(control::busy);
      stalls.ended();
    } else if (!link.isUp()) {
      failed(failure);
      stalls.ended();
    } else {
      polling = true;
      long begun = scheduler.nanos();
      Consumer<PollCycle.Result> done = result -> polled(result, begun, late);
      new PollCycle(link, plan, capture, stalls, this, done).run(begun);
    }
  }

  /** Milliseconds since the charger accepted a lifebit, while it is under control. */
  public OptionalLong lifebitAge() {
    return control.lifebitAge();
  }

  /**
   * Whether this lane is stalled: no poll begins, none ends, or every poll fails in the lane
   * itself. May be called from any thread.
   */
  public boolean stuck() {
    return stalls.stuck();
  }

  private void polled(PollCycle.Result result, long begun, long late) {
    polling = false;
    if (!timer.running()) {
      return;
    }
    if (result instanceof PollCycle.Result.Busy) {
      leaveOut = 1 << Math.min(busyTurns++, 4);
      guarded(control::busy);
    } else if (result instanceof PollCycle.Result.Failed failed) {
      failed(failed.why());
    } else {
      busyTurns = 0;
      metrics.polled(scheduler.nanos() - begun, late);
      guarded(() -> succeeded(begun));
    }
    stalls.ended();
  }

  /**
   * Ends control when the lane fails while it processes a poll; a failed lane must not claim
   * control.
   */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException broken) {
      stalls.broke();
      control.tick(true);
      throw broken;
    }
  }

  private void succeeded(long begun) {
    WordOrderVerdict before = interpreter.verdict();
    readings = interpreter.interpret(capture, scheduler.nanos());
    identify();
    sentinel.observe(new FirmwareSentinel.Poll(device.identity(), readings, interpreter));
    FirmwareEvents.report(sentinel.news(), this::event);
    sentinel.unkept().ifPresent(baseline -> baselines.keep(settings.id(), baseline));
    if (!before.equals(interpreter.verdict())) {
      lifetimeEnergy.reset();
    }
    lifetimeEnergy.filter(readings, begun);
    WordOrderEvents.report(map, before, interpreter, this::event);
    WordOrderEvents.reportScale(interpreter.scaleNews(), this::event);
    WordOrderEvents.reportPower(interpreter.powerNews(), this::event);
    control.observe(new Observation(this::reading, device.identity(), begun, sentinel.objection()));
    boolean back = availability.succeeded();
    reportMeta();
    sink.state(settings.id(), snapshot(ChargerSnapshot.qualityOf(map, readings)));
    if (back) {
      sink.availability(settings.id(), true);
      event(Type.CHARGER_ONLINE, Map.of());
    }
    changes.observe(this::reading, this::event);
  }

  private void failed(String why) {
    metrics.pollFailed();
    if (!availability.failed()) {
      return;
    }
    readings = new Reading[map.points().size()];
    Arrays.fill(readings, Reading.NOT_READ);
    forgetReadings();
    plan.forget();
    unsupported = Set.of();
    control.offline();
    sink.state(settings.id(), snapshot(ChargerSnapshot.Quality.STALE));
    sink.availability(settings.id(), false);
    event(Type.CHARGER_OFFLINE, Map.of("reason", why));
  }

  /** A baseline of another map says nothing about this one. */
  private void recallBaseline() {
    baselines
        .recall(settings.id())
        .filter(baseline -> baseline.map().equals(map.id()))
        .ifPresent(
            baseline -> {
              sentinel.recall(baseline);
              device.recall(baseline.identity());
            });
  }

  private void identify() {
    if (device.observe(this::reading)) {
      sentinel.changed(device.before(), device.identity());
      interpreter.reset();
      lifetimeEnergy.reset();
      readings = interpreter.interpret(capture, scheduler.nanos());
    }
  }

  private void reportMeta() {
    DeviceIdentity identity = device.identity();
    WordOrderVerdict verdict = interpreter.verdict();
    Map<String, Double> scales = interpreter.scaleFactors();
    if (reported == null || !reported.says(identity, verdict, unsupported, description, scales)) {
      reported =
          new ChargerMeta(
              map, identity, verdict, settings.permissions(), unsupported, description, scales);
      sink.meta(settings.id(), reported);
    }
  }

  @Override
  public void refused(Point point, int code) {
    leftOut(point, Map.of("point", point.name(), "address", point.address(), "modbus", code));
  }

  @Override
  public void mute(Point point, String what) {
    leftOut(point, Map.of("point", point.name(), "address", point.address(), "what", what));
  }

  private void leftOut(Point point, Map<String, Object> details) {
    if (!unsupported.contains(point.name())) {
      unsupported =
          Stream.concat(unsupported.stream(), Stream.of(point.name()))
              .collect(Collectors.toUnmodifiableSet());
      event(Type.POINT_UNSUPPORTED, details);
    }
  }

  @Override
  public void supported(Point point) {
    unsupported =
        unsupported.stream()
            .filter(name -> !name.equals(point.name()))
            .collect(Collectors.toUnmodifiableSet());
  }

  private Reading reading(String name) {
    int position = capture.position(name);
    return position < 0 || position >= readings.length ? Reading.NOT_READ : readings[position];
  }

  private ChargerSnapshot snapshot(ChargerSnapshot.Quality quality) {
    return new ChargerSnapshot(
        map,
        scheduler.wallMillis(),
        quality,
        control.view(),
        WaitingFor.of(map, this::reading),
        control.limitFollowed(),
        Collections.unmodifiableList(Arrays.asList(readings)),
        capture.copy());
  }

  private void event(Type type, Map<String, Object> details) {
    sink.event(settings.id(), new ChargerEvent(type, scheduler.wallMillis(), details));
  }
}

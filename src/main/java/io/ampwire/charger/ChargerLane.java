package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Command;
import io.ampwire.control.ChargerControl;
import io.ampwire.control.Observation;
import io.ampwire.control.StopReason;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.FixedRateTimer;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.plan.PollPlan;
import io.ampwire.plan.PollPlanner;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.Verdict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One charger: polls it on time, says what it reads, and lets its controller write. Everything here
 * happens on one scheduler, one thing after the other; only {@link #command} may be called from
 * elsewhere.
 */
public final class ChargerLane implements ModbusConnection.Listener {
  private final LaneSettings settings;
  private final RegisterMap map;
  private final ModbusConnection connection;
  private final Scheduler scheduler;
  private final TelemetrySink sink;
  private final LaneMetrics metrics;
  private final PollPlan plan;
  private final Capture capture;
  private final Interpreter interpreter;
  private final ChangeDetector changes;
  private final FixedRateTimer timer;
  private final DeviceWatch device;
  private final Availability availability = new Availability();
  private final ChargerControl control;
  private final StallDetector stalls;
  private final Set<String> unsupported = new HashSet<>();
  private ChargerMeta reported;
  private Reading[] readings = new Reading[0];
  private boolean polling;
  private String failure = "no connection";
  private int busyTurns;
  private int leaveOut;

  public ChargerLane(
      LaneSettings settings, ModbusConnection connection, Scheduler scheduler, LanePorts ports) {
    this.settings = settings;
    this.map = settings.map();
    this.connection = connection;
    this.scheduler = scheduler;
    this.sink = ports.sink();
    this.metrics = ports.metrics();
    this.plan = new PollPlan(new PollPlanner(map.link(), settings.unit()), map.points());
    this.capture = new Capture(map);
    this.interpreter = new Interpreter(map, settings.order());
    this.changes = new ChangeDetector(map);
    this.device =
        new DeviceWatch(map.identity(), settings.permissions().acceptReferences(), this::event);
    this.timer = new FixedRateTimer(scheduler, settings.poll().toNanos(), this::poll);
    this.stalls = new StallDetector(scheduler, settings.poll(), connection.timeout());
    this.control =
        new ChargerControl(
            settings.control(),
            connection,
            scheduler,
            ports.control(settings.id(), new ControlEvents(this::event, metrics)),
            interpreter::order);
    connection.rest(map.link().spacing());
    connection.listen(this);
  }

  /** Begins to poll, at its place in the interval. */
  public void start() {
    timer.start(settings.offset().toNanos());
  }

  /** Stops the lifebit first, then polling; writes nothing, and says nothing of the charger. */
  public void stop(StopReason why) {
    control.stop(why);
    timer.stop();
  }

  /** Whether a command is being written. */
  public boolean writing() {
    return control.writing();
  }

  /** Hands over a command; may be called from any thread. */
  public void command(Command command) {
    scheduler.execute(() -> control.arrive(command));
  }

  /** Whether the charger answers. */
  public boolean online() {
    return availability.online();
  }

  @Override
  public void up() {
    plan.renew();
    unsupported.clear();
    capture.clear();
  }

  @Override
  public void down(String why) {
    failure = why;
    control.unreachable();
  }

  private void poll(long late, long leftOut) {
    control.tick(polling && stuck());
    if (polling) {
      metrics.pollSkipped();
    } else if (leaveOut > 0) {
      leaveOut--;
      stalls.ended();
    } else if (!connection.isUp()) {
      failed(failure);
      stalls.ended();
    } else {
      polling = true;
      long begun = scheduler.nanos();
      Consumer<PollCycle.Result> done = result -> polled(result, begun, late);
      new PollCycle(connection, plan, capture, stalls, this::unsupported, done).run(begun);
    }
  }

  /** Milliseconds since the charger accepted a lifebit, while it is under control. */
  public OptionalLong lifebitAge() {
    return control.lifebitAge();
  }

  /**
   * Whether this lane's own clockwork is broken: no poll begins, or none ends, or each one breaks.
   * May be asked from any thread.
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
    } else if (result instanceof PollCycle.Result.Failed failed) {
      failed(failed.why());
    } else {
      busyTurns = 0;
      metrics.polled(scheduler.nanos() - begun, late);
      guarded(() -> succeeded(begun));
    }
    stalls.ended();
  }

  /** A lane that breaks while it takes a poll in must not go on claiming that it is in control. */
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
    Verdict before = interpreter.verdict();
    readings = interpreter.interpret(capture, scheduler.nanos());
    identify();
    WordOrderEvents.report(map, before, interpreter, this::event);
    control.observe(new Observation(this::reading, device.identity(), begun));
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
    capture.clear();
    plan.renew();
    control.offline();
    sink.state(settings.id(), snapshot(ChargerSnapshot.Quality.STALE));
    sink.availability(settings.id(), false);
    event(Type.CHARGER_OFFLINE, Map.of("reason", why));
  }

  private void identify() {
    if (device.observe(this::reading)) {
      interpreter.reset();
      readings = interpreter.interpret(capture, scheduler.nanos());
    }
  }

  private void reportMeta() {
    DeviceIdentity identity = device.identity();
    Verdict verdict = interpreter.verdict();
    if (reported == null || !reported.says(identity, verdict, unsupported)) {
      reported = new ChargerMeta(map, identity, verdict, settings.permissions(), unsupported);
      sink.meta(settings.id(), reported);
    }
  }

  private void unsupported(Point point, int code) {
    if (unsupported.add(point.name())) {
      event(Type.POINT_UNSUPPORTED, Map.of("point", point.name(), "modbus", code));
    }
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
        List.of(readings),
        capture.copy());
  }

  private void event(Type type, Map<String, Object> details) {
    sink.event(settings.id(), new ChargerEvent(type, scheduler.wallMillis(), details));
  }
}

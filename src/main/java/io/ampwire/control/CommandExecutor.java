package io.ampwire.control;

import io.ampwire.charger.ChangeDetector;
import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.DeviceIdentity;
import io.ampwire.charger.LaneMetrics;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.LaneSettings;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.CommandGate;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where commands meet the charger's state: says what speaks against a command, writes what nothing
 * speaks against, and hands what came of it to {@link PollReactions}.
 */
public final class CommandExecutor implements CommandQueue.Executor {
  private static final String ABSENT = "the charger does not answer";

  private final LaneSettings settings;
  private final ModbusConnection link;
  private final LaneMetrics metrics;
  private final LanePorts around;
  private final PointWriter pen;
  private final PollReactions controlling;
  private final CommandQueue desk;
  private final IncreaseJitter increases;
  private final TakeoverWatch takeover;
  private final ChangeDetector.Listener events;
  private final AwaitOrTimeout once;
  private Function<String, Reading> readings = name -> Reading.NOT_READ;
  private DeviceIdentity identity = DeviceIdentity.UNKNOWN;
  private boolean reachable;
  private Optional<Outcome> ended = Optional.empty();

  public CommandExecutor(
      LaneSettings settings,
      ModbusConnection link,
      Scheduler scheduler,
      LanePorts around,
      ChangeDetector.Listener events,
      Function<Point, Optional<WordOrder>> orders) {
    this.settings = settings;
    this.link = link;
    this.metrics = around.metrics();
    this.around = around;
    this.pen = new PointWriter(settings, link, scheduler, around.audit(), orders);
    this.increases = new IncreaseJitter(settings);
    this.takeover = new TakeoverWatch(settings.map(), settings.watched());
    this.events = events;
    this.once = new AwaitOrTimeout(scheduler);
    this.desk =
        new CommandQueue(
            new CommandGate(settings.map(), settings.permissions()),
            scheduler,
            this,
            this::answered);
    this.controlling =
        new PollReactions(
            settings,
            link,
            scheduler,
            around,
            events,
            pen,
            desk,
            new LifebitRequest(settings.map(), settings.unit(), orders));
  }

  public void arrive(Command command) {
    desk.arrive(command);
  }

  /** Looks at a poll that began at {@code begun}. */
  public void observe(Function<String, Reading> polled, DeviceIdentity device, long begun) {
    readings = polled;
    identity = device;
    reachable = true;
    if (takeover.observe(polled, begun)) {
      events.happened(ChargerEvent.Type.FOREIGN_CONTROLLER, Map.of("takeover", true));
    }
    controlling.observe(polled, device, begun);
    around.groups().fallback(settings.id(), FallbackCheck.amps(settings.map(), polled));
    if (!desk.writing()) {
      around.groups().worst(settings.id(), worst());
    }
  }

  /** The charger was given up, connected or not: nothing it said before counts. */
  public void lost(Function<String, Reading> nothing) {
    readings = nothing;
    unreachable();
  }

  /** Time goes by, whether the charger answers or not. */
  public void tick(boolean stuck) {
    controlling.grip().tick(stuck);
  }

  /** The connection is gone: nothing is known until the next poll, and nothing waits for it. */
  public void unreachable() {
    reachable = false;
    controlling.grip().unreachable();
    desk.giveUp(Outcome.rejected(Code.OFFLINE, ABSENT));
  }

  public void leave(StopReason why) {
    ended = Optional.of(why.answer());
    controlling.leave(why);
    desk.giveUp(why.answer());
  }

  /** Whether a write has not ended. */
  public boolean writing() {
    return desk.writing();
  }

  public OptionalLong lifebitAge() {
    return controlling.grip().lifebit().age();
  }

  public ControlView view() {
    return controlling.grip().view();
  }

  public Optional<Boolean> limitFollowed() {
    return controlling.limitFollowed();
  }

  @Override
  public Optional<Outcome> objection(CommandGate.Write write, Command command) {
    if (ended.isPresent()) {
      return ended;
    }
    if (!reachable || !link.isUp()) {
      return refuse(Code.OFFLINE, ABSENT);
    }
    Optional<String> stranger = identity.stranger(settings.map(), readings);
    if (stranger.isPresent()) {
      return refuse(Code.WRONG_DEVICE, stranger.get());
    }
    Optional<Outcome> watched = takeover.objection();
    if (watched.isPresent()) {
      return watched;
    }
    if (write.setPoint()) {
      return setPointObjection(write, command);
    }
    boolean fallback = settings.map().failSafe().points().contains(write.point().name());
    return fallback ? groupObjection(Math.max(write.value(), worst())) : Optional.empty();
  }

  private Optional<Outcome> setPointObjection(CommandGate.Write write, Command command) {
    if (controlling.heldByOther(write.value(), command.by())) {
      return refuse(
          Code.HELD_BY_OTHER,
          controlling.grip().control().holder() + " holds the lease; a decrease is accepted");
    }
    Optional<Outcome> fallback =
        FallbackCheck.refusal(settings.map(), settings.permissions(), readings);
    if (fallback.isPresent()) {
      return fallback;
    }
    return groupObjection(Math.max(write.value(), FallbackCheck.amps(settings.map(), readings)));
  }

  private Optional<Outcome> groupObjection(double amps) {
    return around
        .groups()
        .raise(settings.id(), amps)
        .map(why -> Outcome.rejected(Code.GROUP_LIMIT, why));
  }

  @Override
  public long delay(CommandGate.Write write) {
    boolean increase = write.setPoint() && write.value() > controlling.inForce(readings);
    return increase ? increases.delay() : 0;
  }

  @Override
  public void write(
      CommandGate.Write write, Command command, long deadline, Consumer<Outcome> done) {
    if (write.setPoint()) {
      once.ready(controlling.writing(write), () -> send(write, command, deadline, done));
    } else {
      send(write, command, deadline, done);
    }
  }

  private void send(
      CommandGate.Write write, Command command, long deadline, Consumer<Outcome> done) {
    PointWriter.Cause cause =
        new PointWriter.Cause(command.origin().cause(), command.id(), command.by());
    pen.write(
        write,
        cause,
        deadline,
        outcome -> {
          // Noted before the answer, because the answer lets the next command go.
          if (write.setPoint() && ended.isEmpty()) {
            controlling.setPoint(write, command, outcome);
          }
          done.accept(outcome);
        });
  }

  @Override
  public Outcome control(boolean renew, Command command) {
    return controlling.word(renew, command);
  }

  private double worst() {
    double fallback = FallbackCheck.amps(settings.map(), readings);
    return Math.max(fallback, controlling.inForce(readings));
  }

  private void answered(Ack ack) {
    metrics.command(label(ack.outcome()));
    around.sink().ack(settings.id(), ack);
  }

  private static String label(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.code().label();
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.code().label();
    }
    return outcome instanceof Outcome.Applied ? "applied" : "unknown";
  }

  private static Optional<Outcome> refuse(Code code, String message) {
    return Optional.of(Outcome.rejected(code, message));
  }
}

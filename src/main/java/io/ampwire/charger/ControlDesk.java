package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.CommandGate;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.decode.Reading;
import io.ampwire.map.RegisterMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Where commands, control and lifebit of one charger meet: an applied set point takes control,
 * control keeps the lifebit going, and whatever ends control stops the lifebit and writes nothing.
 */
final class ControlDesk implements CommandDesk.Executor {
  private static final String ABSENT = "the charger does not answer";
  private static final String STOPPED = "the bridge no longer serves this charger";

  private final LaneSettings settings;
  private final RegisterMap map;
  private final Permissions permissions;
  private final Link link;
  private final Scheduler scheduler;
  private final Happenings.Listener events;
  private final LaneMetrics metrics;
  private final Control control;
  private final Lifebit lifebit;
  private final CommandDesk desk;
  private Consumer<Ack> answers = ack -> {};
  private Function<String, Reading> readings = name -> Reading.NOT_READ;
  private DeviceIdentity identity = DeviceIdentity.UNKNOWN;
  private boolean reachable;
  private boolean identified;
  private boolean stopped;

  ControlDesk(
      LaneSettings settings,
      Link link,
      Scheduler scheduler,
      RoundTrip roundTrip,
      Happenings.Listener events,
      LaneMetrics metrics) {
    this.settings = settings;
    this.map = settings.map();
    this.permissions = settings.permissions();
    this.link = link;
    this.scheduler = scheduler;
    this.events = events;
    this.metrics = metrics;
    this.control = new Control(permissions, roundTrip);
    this.lifebit = new Lifebit(map, settings.unit(), link, scheduler, metrics, this::mayBeat);
    this.desk = new CommandDesk(new CommandGate(map, permissions), scheduler, this, this::answered);
  }

  void answers(Consumer<Ack> consumer) {
    answers = consumer;
  }

  void arrive(Command command) {
    desk.arrive(command);
  }

  /** Looks at a poll: {@code online} false when the charger was given up. */
  void observe(Function<String, Reading> polled, DeviceIdentity device, boolean online) {
    readings = polled;
    identity = device;
    reachable = online;
    identified |= online;
    map.lifebit().ifPresent(rule -> lifebit.observe(polled.apply(rule.point())));
    if (control.held() && device.fit() == DeviceIdentity.Fit.WRONG) {
      lose("wrong_device");
    }
  }

  /** The connection is gone: nothing is known until the next poll, and nothing waits for it. */
  void unreachable() {
    reachable = false;
    identified = false;
    desk.giveUp(Outcome.rejected(Code.OFFLINE, ABSENT));
  }

  void stop() {
    stopped = true;
    if (control.held()) {
      lose("bridge_stopped");
    }
    desk.giveUp(Outcome.rejected(Code.OFFLINE, STOPPED));
  }

  ControlView view() {
    return control.held()
        ? new ControlView(
            true,
            control.by(),
            control.leaseLeft(scheduler.nanos()),
            lifebit.age(),
            lifebit.confirmed())
        : ControlView.NOBODY;
  }

  @Override
  public Optional<Outcome> objection(CommandGate.Write write, Command command) {
    if (stopped) {
      return refuse(Code.OFFLINE, STOPPED);
    }
    if (!reachable || !link.isUp()) {
      return refuse(Code.OFFLINE, ABSENT);
    }
    if (identity.fit() == DeviceIdentity.Fit.WRONG) {
      return refuse(
          Code.WRONG_DEVICE,
          identity.reference().orElse("the device") + " is no device of map " + map.id());
    }
    return write.setPoint() ? Fallback.refusal(map, permissions, readings) : Optional.empty();
  }

  @Override
  public void write(
      CommandGate.Write write, Command command, long deadline, Consumer<Outcome> done) {
    new WriteAndVerify(
            link,
            scheduler,
            settings.unit(),
            write,
            deadline,
            outcome -> {
              if (write.setPoint() && outcome instanceof Outcome.Applied && !stopped) {
                take(write.value(), command);
              }
              done.accept(outcome);
            })
        .run();
  }

  @Override
  public Outcome control(boolean renew, OptionalLong lease) {
    if (!stillHeld()) {
      return Outcome.rejected(
          Code.NO_CONTROL, "nobody controls this charger; a set_point takes control");
    }
    if (renew) {
      control.renew(lease, scheduler.nanos());
    } else {
      lose("released");
    }
    return new Outcome.Applied(true, OptionalLong.empty(), OptionalLong.empty());
  }

  private void take(long value, Command command) {
    if (control.take(value, command.by(), command.lease(), scheduler.nanos())) {
      Map<String, Object> details = new LinkedHashMap<>();
      command.by().ifPresent(by -> details.put("by", by));
      details.put("value", value);
      events.happened(Type.CONTROL_TAKEN, details);
    }
    lifebit.start();
  }

  /** On a new connection nobody is told that we live before it is known who it is. */
  private boolean mayBeat() {
    return stillHeld() && identified;
  }

  private boolean stillHeld() {
    Optional<String> reason = control.lapse(scheduler.nanos());
    reason.ifPresent(this::lose);
    return control.held();
  }

  private void lose(String reason) {
    lifebit.stop();
    control.lose();
    events.happened(Type.CONTROL_LOST, Map.of("reason", reason));
  }

  private void answered(Ack ack) {
    metrics.command(label(ack.outcome()));
    answers.accept(ack);
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

package io.ampwire.control;

import io.ampwire.charger.ChangeDetector;
import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.charger.DeviceIdentity;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.LaneSettings;
import io.ampwire.command.Command;
import io.ampwire.command.CommandGate;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlState.Cause;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.Scheduler;
import io.ampwire.map.LifebitRule.Scheme;
import io.ampwire.map.RegisterMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Reacts for the one in control: compares every poll with what was granted, writes again what the
 * charger forgot, and gives up where the charger's own fallback protects better than a claim.
 */
final class PollReactions {
  private final LaneSettings settings;
  private final RegisterMap map;
  private final Scheduler scheduler;
  private final ControlEvents events;
  private final ControlSession grip;
  private final Control control;
  private final Rewriter rewriter;
  private final CommandQueue desk;
  private final GroupGuard groups;
  private boolean stranger;

  PollReactions(
      LaneSettings settings,
      ModbusConnection link,
      Scheduler scheduler,
      LanePorts around,
      ChangeDetector.Listener events,
      PointWriter pen,
      CommandQueue desk,
      LifebitRequest beat) {
    this.settings = settings;
    this.map = settings.map();
    this.scheduler = scheduler;
    this.events = new ControlEvents(events, around.metrics());
    this.grip = new ControlSession(settings, link, scheduler, around, this.events, beat);
    this.control = grip.control();
    this.rewriter = new Rewriter(map, pen, desk);
    this.desk = desk;
    this.groups = around.groups();
  }

  ControlSession grip() {
    return grip;
  }

  void observe(Function<String, Reading> readings, DeviceIdentity device, long begun) {
    grip.device(device);
    map.lifebit().ifPresent(rule -> grip.lifebit().observe(readings.apply(rule.point())));
    Optional<String> strange = device.stranger(map, readings);
    // What its reference gives away the lane has told already.
    if (strange.isPresent() && !stranger && device.fit() != DeviceIdentity.Fit.WRONG) {
      events.tell(Type.WRONG_DEVICE, Map.of("message", strange.get()));
    }
    stranger = strange.isPresent();
    if (stranger) {
      grip.lose(Cause.WRONG_DEVICE);
    }
    grip.decrease().observe(readings).ifPresent(grip::seen);
    grip.checkLapse();
    switch (control.state()) {
      case AWAY -> reconnected(readings);
      case HELD -> react(grip.watch().look(readings, control.granted(), begun), readings);
      case SUSPENDED -> resume(readings, device);
      default -> {}
    }
    if (control.held() && grip.limit().observe(readings, scheduler.nanos())) {
      events.tell(Type.LIMIT_NOT_FOLLOWED, Map.of("limit", control.granted()));
    }
  }

  /** A decrease that may not have taken is never followed by the higher value of before. */
  private void reconnected(Function<String, Reading> readings) {
    double register = map.setPoint().map(r -> readings.apply(r.point()).number()).orElse(0.0);
    if (!grip.decrease().open() && !grip.proved(register)) {
      rewrite("reconnect");
    }
  }

  private void react(SetPointWatch.Seen seen, Function<String, Reading> readings) {
    switch (seen) {
      case ABOVE -> {
        events.drift("above", control.granted(), grip.watch().read(readings));
        rewrite("drift");
      }
      case BELOW -> below(grip.watch().read(readings));
      case SESSION -> rewrite("session");
      case FOREIGN -> foreign();
      default -> {}
    }
  }

  private void below(long reads) {
    events.drift("below", control.granted(), reads);
    // Where the set point is the lifebit, the next beat would raise what another hand lowered.
    if (map.lifebit().filter(r -> r.scheme() == Scheme.REWRITE_SET_POINT).isPresent()) {
      foreign();
    }
  }

  private void foreign() {
    events.tell(Type.FOREIGN_CONTROLLER, Map.of("granted", control.granted()));
    grip.lose(Cause.FOREIGN_CONTROLLER);
  }

  private void resume(Function<String, Reading> readings, DeviceIdentity device) {
    if (desk.writing()) {
      return;
    }
    boolean hears = control.hears(scheduler.nanos());
    Resumption.Answer answer = grip.standing().judge(hears, device, readings);
    if (answer instanceof Resumption.Answer.No no) {
      grip.giveUp(no.why());
    } else if (answer instanceof Resumption.Answer.Go) {
      boolean unsafe = FallbackCheck.refusal(map, settings.permissions(), readings).isPresent();
      double amps = Math.max(control.granted(), FallbackCheck.amps(map, readings));
      if (unsafe || stranger) {
        grip.giveUp("the charger would not fall back safely, or is another device");
      } else if (groups.raise(settings.id(), amps).isPresent()) {
        grip.giveUp("its group has no room for it any more");
      } else {
        rewrite("resume");
      }
    }
  }

  private void rewrite(String why) {
    ControlState then = control.state();
    long value = control.granted();
    rewriter.write(
        value,
        PointWriter.Cause.of(why, control.by()),
        () -> begins(then, value),
        (write, outcome) -> {
          grip.watch().ended();
          if (outcome instanceof Outcome.Applied applied) {
            grip.rewritten(write, applied.verified());
          } else if (!(outcome instanceof Outcome.Rejected)) {
            grip.lose(Cause.REWRITE_FAILED);
            abandon("the charger did not take it");
          }
          grip.lifebit().owed();
        });
  }

  /** Whether a rewrite is still what it was meant to be, now that its turn has come. */
  private boolean begins(ControlState then, long value) {
    grip.checkLapse();
    boolean wanted =
        control.state() == then
            && control.granted() == value
            && grip.reachable()
            && !stranger
            && !grip.decrease().open();
    if (wanted) {
      grip.watch().writing();
    }
    return wanted;
  }

  private void abandon(String why) {
    if (control.state() == ControlState.SUSPENDED) {
      grip.giveUp(why);
    }
  }

  /**
   * A command's set point is being written from now on. From before a decrease is sent until it has
   * ended, no later process must bring the higher value back.
   *
   * @return complete when it may be sent
   */
  CompletionStage<Void> writing(CommandGate.Write write) {
    grip.watch().writing();
    return control.held() && write.value() < control.granted()
        ? grip.standing().dropped()
        : CompletableFuture.completedStage(null);
  }

  /** A set point was written, or tried. */
  void setPoint(CommandGate.Write write, Command command, Outcome outcome) {
    grip.watch().ended();
    if (outcome instanceof Outcome.Applied applied && !stranger) {
      grip.take(write, command, applied.verified());
    } else if (control.held() && !(outcome instanceof Outcome.Rejected)) {
      grip.wrote(write, false);
      if (write.value() < control.granted()) {
        grip.unverified(write.value());
      }
    } else if (!(outcome instanceof Outcome.Rejected)) {
      abandon("a command came before it and failed");
    } else if (control.held()) {
      grip.remember();
    }
    grip.lifebit().owed();
  }

  /** {@code renew} or {@code release}. */
  Outcome word(boolean renew, Command command) {
    return ControlCommand.said(renew, command, grip, scheduler.nanos());
  }

  /** Ends control; but for a stop of the process, whatever stood ends for good. */
  void leave(StopReason why) {
    grip.lose(why.cause());
    if (why != StopReason.STOPPED) {
      grip.standing().dropped();
    }
  }

  /** Whether this is an increase by somebody while another holds a lease. */
  boolean heldByOther(long value, Optional<String> by) {
    grip.checkLapse();
    return control.leasedByOther(by) && value > control.granted();
  }

  /**
   * The limit that the charger is under: what was granted, or what its register reads; 0 if none.
   */
  double inForce(Function<String, Reading> readings) {
    return control.held() ? control.granted() : grip.watch().read(readings);
  }

  Optional<Boolean> limitFollowed() {
    return control.held() ? grip.limit().followed() : Optional.empty();
  }
}

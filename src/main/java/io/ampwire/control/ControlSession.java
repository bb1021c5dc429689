package io.ampwire.control;

import io.ampwire.charger.DeviceIdentity;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.LaneSettings;
import io.ampwire.command.Command;
import io.ampwire.command.CommandGate;
import io.ampwire.control.ControlState.Cause;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.Scheduler;
import io.ampwire.map.RegisterMap;
import java.util.OptionalLong;

/**
 * The hold on one charger and everything that comes and goes with it: the lifebit that claims it,
 * the watches over registers and currents, the intent that may bring it back. All ways to gain and
 * to lose control end here, so that none forgets the lifebit.
 */
final class ControlSession {
  private final Scheduler scheduler;
  private final ControlEvents events;
  private final Control control;
  private final Lifebit lifebit;
  private final SetPointWatch watch;
  private final LimitWatch limit;
  private final StandingIntent standing;
  private final DecreaseWatch decrease;
  private DeviceIdentity identity = DeviceIdentity.UNKNOWN;
  private boolean stuck;
  private boolean reachable;
  private boolean proven;

  ControlSession(
      LaneSettings settings,
      ModbusConnection link,
      Scheduler scheduler,
      LanePorts around,
      ControlEvents events,
      LifebitRequest beat) {
    RegisterMap map = settings.map();
    this.scheduler = scheduler;
    this.events = events;
    this.control = new Control(settings.permissions(), around.roundTrip());
    this.watch = new SetPointWatch(map, settings.permissions().acceptNoFailsafe());
    this.limit = new LimitWatch(map);
    this.decrease = new DecreaseWatch(map, scheduler, () -> lose(Cause.UNVERIFIED_DECREASE));
    this.standing = new StandingIntent(settings, around.intents(), scheduler);
    this.lifebit =
        new Lifebit(
            settings, () -> beat.request(undisputed()), link, scheduler, around, this::claims);
    standing.recall().ifPresent(control::recall);
  }

  Control control() {
    return control;
  }

  Lifebit lifebit() {
    return lifebit;
  }

  SetPointWatch watch() {
    return watch;
  }

  LimitWatch limit() {
    return limit;
  }

  StandingIntent standing() {
    return standing;
  }

  DecreaseWatch decrease() {
    return decrease;
  }

  /** Whether a poll has come since the connection did. */
  boolean reachable() {
    return reachable;
  }

  /** What the device says it is, for the intent. */
  void device(DeviceIdentity device) {
    identity = device;
    reachable = true;
  }

  /** A command's set point was applied: control is taken, kept or capped. */
  void take(CommandGate.Write write, Command command, boolean verified) {
    decrease.settled();
    boolean capOnly = control.leasedByOther(command.by());
    boolean fresh = !control.held();
    boolean sure = verified || control.state() != ControlState.AWAY;
    control.move(Cause.APPLIED);
    if (capOnly) {
      control.cap(write.value());
    } else {
      control.grant(write.value(), command.by(), command.lease(), scheduler.nanos());
    }
    wrote(write, verified);
    standing.granted(control, identity);
    if (fresh) {
      watch.reset();
      events.taken(control.by(), control.granted(), false);
    }
    claim(sure, verified);
  }

  /**
   * Without a poll since the connection was lost nobody knows which charger it is, so the lifebit
   * waits for one.
   *
   * @param sure whether the charger cannot have forgotten the value
   */
  private void claim(boolean sure, boolean verified) {
    if (reachable && sure) {
      lifebit.start();
    } else {
      proven = verified;
      control.move(Cause.CONNECTION_LOST);
      lifebit.pause();
    }
  }

  /** Whether the value was read back after the connection came back, and is still there. */
  boolean proved(double register) {
    if (!proven || register != control.granted()) {
      return false;
    }
    proven = false;
    control.move(Cause.REWRITTEN);
    lifebit.start();
    return true;
  }

  /** A new lease; control that is leased from now on is not remembered any more. */
  void renew(OptionalLong lease) {
    control.renew(lease, scheduler.nanos());
    remember();
  }

  /** What is granted is what a later process may bring back. */
  void remember() {
    standing.granted(control, identity);
  }

  /** A decrease failed, or nobody knows: the higher value of before must not come back. */
  void unverified(long value) {
    standing.dropped();
    decrease.unverified(value);
  }

  /** A decrease that failed is in the register after all. */
  void seen(long value) {
    control.cap(value);
    lifebit.owed();
    standing.granted(control, identity);
    limit.limit(value, scheduler.nanos());
  }

  /** The granted value was written once more and applied; a suspended intent is back with that. */
  void rewritten(CommandGate.Write write, boolean verified) {
    if (control.state() == ControlState.FREE || write.value() != control.granted()) {
      return;
    }
    control.move(Cause.REWRITTEN);
    wrote(write, verified);
    if (control.move(Cause.RESUMED)) {
      standing.granted(control, identity);
      watch.reset();
      events.taken(control.by(), control.granted(), true);
    }
    if (control.state() == ControlState.HELD) {
      claim(true, verified);
    }
  }

  /** The register was written; polls of before say nothing about it. */
  void wrote(CommandGate.Write write, boolean verified) {
    watch.wrote(scheduler.nanos() + write.rule().settle().toNanos(), verified);
    limit.limit(control.granted(), scheduler.nanos());
  }

  /** A suspended intent does not come back. */
  void giveUp(String why) {
    boolean restart = standing.restart();
    control.move(Cause.BRIDGE_RESTART);
    standing.dropped();
    if (restart) {
      events.lost(Cause.BRIDGE_RESTART, why);
    }
  }

  void unreachable() {
    reachable = false;
    proven = false;
    if (control.move(Cause.CONNECTION_LOST)) {
      lifebit.pause();
    }
  }

  /** Ends control if the cause ends it from where it stands. */
  void lose(Cause why) {
    boolean was = control.held();
    Cause cause = why == Cause.BROKER_LOST && decrease.open() ? Cause.UNVERIFIED_DECREASE : why;
    if (!control.move(cause)) {
      return;
    }
    lifebit.stop();
    limit.none();
    decrease.settled();
    if (cause == Cause.BROKER_LOST) {
      standing.suspended(control, identity);
    } else if (cause != Cause.BRIDGE_STOPPED) {
      standing.dropped();
    }
    if (was || cause == Cause.RELEASED) {
      events.lost(cause, "");
    }
  }

  /** Time goes by, whether the charger answers or not. */
  void tick(boolean pollingStuck) {
    stuck = pollingStuck;
    checkLapse();
  }

  void checkLapse() {
    control.lapse(scheduler.nanos()).ifPresent(this::lose);
    if (stuck) {
      lose(Cause.POLLING_STUCK);
    }
  }

  ControlView view() {
    return ControlView.of(control, lifebit, scheduler.nanos());
  }

  /** Asked by the lifebit before each beat. */
  private boolean claims() {
    checkLapse();
    return control.state() == ControlState.HELD;
  }

  /** What we set, unless a write that is under way or of unknown end says otherwise. */
  private OptionalLong undisputed() {
    return watch.busy() || decrease.open()
        ? OptionalLong.empty()
        : OptionalLong.of(control.granted());
  }
}

package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ControlSequences;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.DeviceIdentity;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Control session of one charger: the {@link ControlState}, the lifebit, the watches over registers
 * and currents, and the journalled intent that may resume it. Every gain and every loss of control
 * passes through this class, so that none misses the lifebit. Runs on the charger's scheduler.
 */
final class ControlSession {
  /** Time between two attempts to restore the granted value, ns. */
  private static final long UNDO_AGAIN = 10_000_000_000L;

  /** Seconds beyond the charger's timeout in which a fallback still shows. */
  private static final double FALLBACK_MARGIN = 5;

  private final RegisterMap map;
  private final Permissions permissions;
  private final ControlExpiry expiry;
  private final Scheduler scheduler;
  private final ControlListener listener;
  private final Lifebit lifebit;
  private final SetPointWatch watch;
  private final LimitWatch limit;
  private final DecreaseWatch decrease;
  private final StandingIntent standing;
  private Observation latest = Observation.NOTHING;
  private boolean undoes;
  private long undoneAt = -UNDO_AGAIN;
  private ControlState state = ControlState.FREE;
  private DeviceIdentity device = DeviceIdentity.UNKNOWN;
  private OptionalLong doubtful = OptionalLong.empty();
  private boolean reachable;
  private boolean stranger;
  private boolean stuck;

  /**
   * @param orders word order of a point on this charger, empty while it is undecided
   */
  ControlSession(
      ControlSettings settings,
      ModbusLink link,
      Scheduler scheduler,
      ControlPorts ports,
      Function<Point, Optional<WordOrder>> orders) {
    this.map = settings.map();
    this.permissions = settings.permissions();
    this.expiry = new ControlExpiry(settings.permissions(), ports.roundTrip());
    this.scheduler = scheduler;
    this.listener = ports.listener();
    this.watch = new SetPointWatch(map, permissions.accepted().noFailsafe());
    this.limit = new LimitWatch(map);
    this.decrease = new DecreaseWatch(map, scheduler, this::decreaseUnproved);
    this.standing = new StandingIntent(settings, ports.intents(), scheduler);
    LifebitRequest request = new LifebitRequest(map, settings.unit(), orders, () -> mayArm(latest));
    this.lifebit =
        new Lifebit(
            settings, () -> request.next(undisputed()), link, scheduler, ports, this::mayClaim);
    standing
        .recall()
        .ifPresent(
            found ->
                state =
                    state.journalled(
                        Grant.of(found.intent()), standing.afterRestart(found, scheduler.nanos())));
  }

  ControlState state() {
    return state;
  }

  /** Processes a poll: the identity of the device, the lifebit and an open decrease. */
  void observe(Observation poll) {
    device = poll.device();
    latest = poll;
    reachable = true;
    if (doubtful.isPresent() && poll.begun() - doubtful.getAsLong() >= 0) {
      doubtful = OptionalLong.empty();
    }
    if (map.lifebit().isPresent()) {
      lifebit.observe(poll);
    }
    recognise(poll);
    decrease.observe(poll.readings()).ifPresent(this::decreaseSeen);
    checkLapse();
  }

  private void recognise(Observation poll) {
    Optional<String> strange = device.stranger(map, poll.readings());
    // The reader of the identity reports a commercial reference outside the map.
    if (strange.isPresent() && !stranger && device.fit() != DeviceIdentity.Fit.WRONG) {
      listener.wrongDevice(strange.get());
    }
    stranger = strange.isPresent() || poll.suspended().isPresent();
    if (stranger) {
      lose(LossReason.WRONG_DEVICE);
    }
  }

  /** Whether lifebits may change a fail-safe that is off into one that is on. */
  private boolean mayArm(Observation poll) {
    return permissions.armFailsafe() || !FallbackCheck.off(map, poll.readings());
  }

  /** What the charger does before the next limit comes into force. */
  ControlSequences.From from() {
    if (state.held()) {
      boolean paused = map.setPoint().filter(rule -> rule.pauses(granted())).isPresent();
      return state.phase() == ControlPhase.AWAY
          ? ControlSequences.From.FALLEN_BACK
          : paused || undoes ? ControlSequences.From.PAUSED : ControlSequences.From.LIMITED;
    }
    return FallbackCheck.arms(map, permissions, latest.readings())
        ? ControlSequences.From.UNARMED
        : ControlSequences.From.FREE;
  }

  /** Sends one lifebit as a step of a sequence. */
  void sendLifebit(Consumer<Outcome> done) {
    lifebit.once(done);
  }

  /** Whether an increase failed in the middle, so that the granted value has to be sent again. */
  boolean undoes() {
    return undoes
        && state.phase() == ControlPhase.HELD
        && !decrease.open()
        && scheduler.nanos() - undoneAt >= UNDO_AGAIN;
  }

  /**
   * A decrease stayed unproved. Without control the charger uses its fallback. Where that is more
   * than the value before the decrease, control stays with that value.
   */
  private void decreaseUnproved() {
    if (fallbackIsWorse()) {
      undoes = true;
      lifebit.owed();
    } else {
      lose(LossReason.UNVERIFIED_DECREASE);
    }
  }

  /** Whether the charger would draw more without control than with the granted value. */
  private boolean fallbackIsWorse() {
    return state.phase() == ControlPhase.HELD
        && FallbackCheck.amps(map, latest.readings()) > granted().toDouble();
  }

  /** Compares a poll with the granted value, while control is held. */
  SetPointWatch.Seen compare(Observation poll) {
    return watch.look(poll.readings(), granted(), poll.begun());
  }

  /** Reports once that the currents of a poll exceed the limit. */
  void judgeLimit(Observation poll) {
    if (state.held() && limit.observe(poll.readings(), scheduler.nanos())) {
      listener.limitNotFollowed(granted());
    }
  }

  /** Value of the set point register; 0 if it has no value. */
  Decimal registerValue(Function<String, Reading> readings) {
    return watch.read(readings);
  }

  /** Limit of the charger: the granted value, or the value of its register; 0 if there is none. */
  Decimal inForce(Function<String, Reading> readings) {
    return state.held() ? granted() : watch.read(readings);
  }

  /** Lowers the value that a reconnect writes again, while the charger is away. */
  void lowerTo(Decimal limited) {
    if (state.phase() == ControlPhase.AWAY && granted().exceeds(limited)) {
      state = state.with(terms().within(limited));
    }
  }

  /** Whether the charger has answered a poll since the connection was lost. */
  boolean reachable() {
    return reachable;
  }

  /** Whether a write is in progress or unproved, so that the register is in doubt. */
  boolean unsettled() {
    return watch.busy() || decrease.open() || doubtful.isPresent();
  }

  /** Whether a decrease was sent and no poll has confirmed it yet. */
  boolean decreaseOpen() {
    return decrease.open();
  }

  /** Whether this is an increase by one controller while another holds a lease. */
  boolean heldByOther(Decimal value, Optional<String> by) {
    checkLapse();
    return state.held() && terms().leasedByOther(by) && value.exceeds(granted());
  }

  /** Whether this value lowers or keeps the limit of a session that is held. */
  boolean decreases(Decimal value) {
    return state.held() && !value.exceeds(granted());
  }

  /** Name of the holder for messages; only while control is held. */
  String holder() {
    return terms().holder();
  }

  /**
   * Prepares a command's set point write and then runs the continuation, which sends it. From
   * before a decrease is sent until it has ended, no later process may resume the higher value.
   */
  void beforeWrite(CommandRules.Write write, Runnable send) {
    watch.writing();
    if (state.held() && granted().exceeds(write.value())) {
      standing.forget(send);
    } else {
      send.run();
    }
  }

  /** Handles the end of a command's set point write, successful or not. */
  void afterWrite(CommandRules.Write write, Command command, Outcome outcome) {
    afterWrite(write, () -> terms(write, command), outcome);
  }

  /** Handles the end of a write of a group's cap. */
  void afterGroupWrite(CommandRules.Write write, String group, Outcome outcome) {
    afterWrite(
        write,
        () ->
            state.held()
                ? terms().within(write.value())
                : Grant.ofGroup(group, write.value(), scheduler.nanos()),
        outcome);
  }

  private void afterWrite(CommandRules.Write write, Supplier<Grant> terms, Outcome outcome) {
    watch.ended();
    doubt(outcome);
    if (outcome instanceof Outcome.Applied applied && !stranger) {
      applied(write, terms.get(), applied.verified());
    } else if (state.held() && !(outcome instanceof Outcome.Rejected)) {
      settle(write, false);
      if (granted().exceeds(write.value())) {
        standing.forget();
        decrease.unverified(write.value());
      } else if (write.value().exceeds(granted())) {
        undoes |= leavesDoubt(outcome);
      }
    } else if (!(outcome instanceof Outcome.Rejected)) {
      abandonIntent("a command came before it and failed");
    } else if (state.held()) {
      standing.remember(terms(), device);
    }
    lifebit.owed();
  }

  private Grant terms(CommandRules.Write write, Command command) {
    boolean capOnly = state.held() && terms().leasedByOther(command.by());
    return capOnly
        ? terms().capped(write.value())
        : Grant.of(write.value(), command.by(), command.lease(), permissions, scheduler.nanos());
  }

  /** Whether a failed increase may have changed a register that no poll can compare. */
  private boolean leavesDoubt(Outcome failed) {
    boolean single = map.sequences().given().isEmpty();
    boolean readable = map.setPointPoint().filter(Point::readable).isPresent();
    return !single || !readable && failed instanceof Outcome.Unknown;
  }

  private void applied(CommandRules.Write write, Grant terms, boolean verified) {
    decrease.settled();
    undoes = false;
    ControlState before = state;
    state = before.applied(terms);
    settle(write, verified);
    standing.remember(terms, device);
    boolean fromGroup = before.grant().filter(Grant::ofGroup).isPresent() && !terms.ofGroup();
    if (!before.held() || fromGroup) {
      watch.reset();
      watch.exposed(scheduler.nanos() + fallbackTime());
      listener.controlTaken(terms.by(), terms.value(), false);
    }
    boolean remembered = verified || before.phase() != ControlPhase.AWAY;
    claim(remembered, verified);
  }

  /** Time within which a charger that has not heard of a controller may still fall back, ns. */
  private long fallbackTime() {
    double read =
        map.failSafe()
            .timeoutPoint()
            .map(p -> latest.reading(p).number())
            .filter(seconds -> seconds > 0)
            .orElse(map.failSafe().timeout().map(t -> (double) t.toSeconds()).orElse(60.0));
    return (long) ((read + FALLBACK_MARGIN) * 1e9);
  }

  /** Handles a repeated write of the granted value; it resumes a suspended intent. */
  void rewritten(CommandRules.Write write, boolean verified) {
    if (state.phase() == ControlPhase.FREE || !write.value().equals(granted())) {
      return;
    }
    undoes = false;
    if (state.phase() == ControlPhase.AWAY) {
      watch.exposed(scheduler.nanos() + fallbackTime());
    }
    state = state.rewritten();
    limit.resumed(granted(), scheduler.nanos());
    settle(write, verified);
    ControlState before = state;
    state = state.resumed();
    if (state != before) {
      standing.remember(terms(), device);
      watch.reset();
      listener.controlTaken(terms().by(), granted(), true);
    }
    if (state.phase() == ControlPhase.HELD) {
      claim(true, verified);
    }
  }

  /** After an unknown outcome, only a later poll tells what the register holds. */
  private void doubt(Outcome outcome) {
    boolean certain = outcome instanceof Outcome.Applied || outcome instanceof Outcome.Rejected;
    doubtful = certain ? OptionalLong.empty() : OptionalLong.of(scheduler.nanos());
  }

  /** Prepares a rewrite, if the session is still in the state in which the rewrite was decided. */
  boolean beforeRewrite(ControlPhase then, Decimal value) {
    checkLapse();
    boolean wanted =
        state.phase() == then
            && granted().equals(value)
            && reachable
            && !stranger
            && !decrease.open();
    if (wanted) {
      watch.writing();
    }
    return wanted;
  }

  /** Handles the end of a rewrite. */
  void afterRewrite(CommandRules.Write write, Outcome outcome) {
    watch.ended();
    doubt(outcome);
    if (outcome instanceof Outcome.Applied applied) {
      rewritten(write, applied.verified());
    } else if (!(outcome instanceof Outcome.Rejected) && undoes && fallbackIsWorse()) {
      undoneAt = scheduler.nanos();
    } else if (!(outcome instanceof Outcome.Rejected)) {
      lose(LossReason.REWRITE_FAILED);
      abandonIntent("the charger did not accept it");
    }
    lifebit.owed();
  }

  /** Handles a write of the register; polls that began before it settled are ignored. */
  private void settle(CommandRules.Write write, boolean verified) {
    watch.wrote(scheduler.nanos() + write.rule().settle().toNanos(), verified);
    limit.limit(granted(), scheduler.nanos());
  }

  /**
   * Starts the lifebit. If no poll has arrived since the connection was lost, it waits for one,
   * because the identity of the charger is unknown until then.
   *
   * @param remembered whether the charger certainly still holds the value
   */
  private void claim(boolean remembered, boolean verified) {
    if (reachable && remembered) {
      lifebit.start();
    } else {
      state = state.connectionLost(verified);
      lifebit.pause();
    }
  }

  /** Restores control if the value was read back and the poll still shows it. */
  boolean reconnectedVerified(Observation poll) {
    boolean proved =
        state instanceof ControlState.Away away
            && away.verified()
            && watch.reads(poll.readings(), granted());
    if (proved) {
      state = state.rewritten();
      lifebit.start();
    }
    return proved;
  }

  /** Whether a suspended intent may resume now. */
  Resumption.Verdict judgeResumption(Resumption resumption, Observation poll) {
    if (!standing.permits(granted())) {
      return new Resumption.Verdict.Never("the inventory no longer permits the value");
    }
    long now = scheduler.nanos();
    boolean hears = expiry.hears(now);
    return resumption.judge(hears, poll.device(), poll.readings(), now);
  }

  /** Whether the device does not match the map. */
  boolean stranger() {
    return stranger;
  }

  /** Discards a suspended intent for good. */
  void abandonIntent(String why) {
    if (state instanceof ControlState.Suspended suspended) {
      state = state.lost(LossReason.BRIDGE_RESTART);
      standing.forget();
      if (suspended.resumption().restart()) {
        listener.controlLost(LossReason.BRIDGE_RESTART, why);
      }
    }
  }

  /** Handles {@code renew}: starts a new lease. Leased control does not survive a restart. */
  Outcome renew(Command command) {
    checkLapse();
    return refuseHolderCommand(command, state.held() && !terms().ofGroup())
        .orElseGet(
            () -> {
              state = state.with(terms().renewed(command.lease(), permissions, scheduler.nanos()));
              standing.remember(terms(), device);
              return DONE;
            });
  }

  /** Handles {@code release}: ends control or a suspended intent without a write. */
  Outcome release(Command command) {
    checkLapse();
    return refuseHolderCommand(command, state.grant().filter(g -> !g.ofGroup()).isPresent())
        .orElseGet(
            () -> {
              lose(LossReason.RELEASED);
              return DONE;
            });
  }

  private static final Outcome DONE = new Outcome.Applied(true, Optional.empty(), Optional.empty());

  private Optional<Outcome> refuseHolderCommand(Command command, boolean possible) {
    if (!possible) {
      return Optional.of(
          Outcome.rejected(
              Code.NO_CONTROL, "this charger has no controller; a set_point takes control"));
    }
    return state.held() && terms().leasedByOther(command.by())
        ? Optional.of(Outcome.rejected(Code.HELD_BY_OTHER, holder() + " holds the lease"))
        : Optional.empty();
  }

  private void decreaseSeen(Decimal value) {
    if (state.held()) {
      state = state.with(terms().capped(value));
      standing.remember(terms(), device);
      limit.limit(value, scheduler.nanos());
    }
    lifebit.owed();
  }

  void unreachable() {
    reachable = false;
    if (state.held()) {
      state = state.connectionLost(false);
      lifebit.pause();
    }
  }

  /** Ends control, if the reason ends it from the current state. */
  void lose(LossReason why) {
    LossReason reason =
        why == LossReason.BROKER_LOST && decrease.open() ? LossReason.UNVERIFIED_DECREASE : why;
    ControlState before = state;
    state =
        reason == LossReason.BROKER_LOST && before.held()
            ? before.brokerLost(standing.afterOutage(terms(), device, scheduler.nanos()))
            : before.lost(reason);
    if (state == before) {
      return;
    }
    lifebit.stop();
    undoes = false;
    limit.none();
    decrease.settled();
    if (reason != LossReason.BROKER_LOST && reason != LossReason.BRIDGE_STOPPED) {
      standing.forget();
    }
    if (before.held() || reason == LossReason.RELEASED) {
      listener.controlLost(reason, "");
    }
  }

  /** Handles the stop of the lane; unless the process ends, the standing intent is deleted. */
  void stop(StopReason why) {
    lose(why.reason());
    if (why != StopReason.STOPPED) {
      standing.forget();
    }
  }

  /** Handles the passing of time, whether the charger answers or not. */
  void tick(boolean pollingStuck) {
    stuck = pollingStuck;
    checkLapse();
  }

  private void checkLapse() {
    if (state.held()) {
      expiry.reason(terms(), scheduler.nanos()).ifPresent(this::lose);
    }
    if (stuck) {
      lose(LossReason.POLLING_STUCK);
    }
  }

  /** Milliseconds since the last accepted lifebit; may be called from any thread. */
  OptionalLong lifebitAge() {
    return lifebit.age();
  }

  Optional<Boolean> limitFollowed() {
    return state.held() ? limit.followed() : Optional.empty();
  }

  ControlView view() {
    return ControlView.of(state, lifebit, scheduler.nanos());
  }

  /** Checked before each lifebit. */
  private boolean mayClaim() {
    checkLapse();
    return state.phase() == ControlPhase.HELD;
  }

  /** The set point in force, unless an open or unresolved write puts it in doubt. */
  private Optional<Decimal> undisputed() {
    return watch.busy() || decrease.open() ? Optional.empty() : state.grant().map(Grant::value);
  }

  private Grant terms() {
    return state.grant().orElseThrow();
  }

  private Decimal granted() {
    return state.grant().map(Grant::value).orElse(Decimal.ZERO);
  }
}

package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ControlStep;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.SetPointRule;
import io.ampwire.map.StepValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Executor of one charger's commands: checks a command against the charger's state and writes the
 * value if nothing forbids it.
 */
final class CommandExecutor {
  private static final String ABSENT = "the charger does not answer";

  /** Longest loss of a connection after which the device behind it is still the same, ns. */
  private static final long SAME_DEVICE = 5_000_000_000L;

  private final ControlSettings settings;
  private final RegisterMap map;
  private final ModbusLink link;
  private final GroupGuard groups;
  private final ControlListener listener;
  private final ControlSession session;
  private final SequenceWriter writer;
  private final IncreaseJitter jitter;
  private final TakeoverWatch takeover;
  private final Scheduler scheduler;
  private final LastValues last;

  /** Last value of each fail-safe point that was read, A; 0 before. */
  private final double[] fallbacks;

  private Observation latest = Observation.NOTHING;
  private Contact contact = Contact.NONE;
  private OptionalLong lostAt = OptionalLong.empty();
  private Optional<Outcome> stopped = Optional.empty();

  /** What the charger answers. */
  private enum Contact {
    NONE,
    /** It refuses reads as busy since the connection came back after a short loss. */
    BUSY,
    POLLS
  }

  CommandExecutor(
      ControlSettings settings,
      ModbusLink link,
      Scheduler scheduler,
      ControlPorts ports,
      ControlSession session,
      SequenceWriter writer) {
    this.settings = settings;
    this.map = settings.map();
    this.last = new LastValues(map);
    this.fallbacks = new double[map.failSafe().points().size()];
    this.link = link;
    this.groups = ports.groups();
    this.listener = ports.listener();
    this.session = session;
    this.writer = writer;
    this.jitter = new IncreaseJitter(settings);
    this.takeover = new TakeoverWatch(map, settings.watched());
    this.scheduler = scheduler;
  }

  /** Processes a poll; later commands are checked against it. */
  void observe(Observation poll) {
    if (contact == Contact.NONE) {
      last.clear();
    }
    latest = poll;
    contact = Contact.POLLS;
    last.observe(poll.readings());
    int position = 0;
    for (String point : map.failSafe().points()) {
      Reading reading = poll.reading(point);
      if (reading.isValue()) {
        fallbacks[position] = reading.number();
      }
      position++;
    }
    if (takeover.observe(poll.readings(), poll.begun())) {
      listener.foreignControllerAtTakeover();
    }
  }

  /** Handles a charger that refuses all reads as busy. */
  void busy() {
    boolean same = lostAt.isPresent() && scheduler.nanos() - lostAt.getAsLong() <= SAME_DEVICE;
    if (contact == Contact.NONE && same) {
      contact = Contact.BUSY;
    }
  }

  /** The readings of the last poll. */
  Observation latest() {
    return latest;
  }

  /** Handles a charger that went offline: its earlier readings no longer count. */
  void forget() {
    latest = Observation.NOTHING;
    last.clear();
    contact = Contact.NONE;
    lostAt = OptionalLong.empty();
  }

  /** Handles a lost connection: nothing is known until the next poll. */
  void unreachable() {
    if (contact != Contact.NONE) {
      lostAt = OptionalLong.of(scheduler.nanos());
    }
    contact = Contact.NONE;
  }

  /** Whether a write may reach the charger, also where it answers no reads. */
  boolean inContact() {
    return contact != Contact.NONE;
  }

  /** Sets the answer that every later command gets. */
  void stop(Outcome answer) {
    stopped = Optional.of(answer);
  }

  /** Whether the lane has stopped. */
  boolean stopped() {
    return stopped.isPresent();
  }

  /** The answer to commands that wait for a charger that is offline. */
  static Outcome absent() {
    return Outcome.rejected(Code.OFFLINE, ABSENT);
  }

  /** Returns the reason why the charger's state forbids a write, if any. */
  Optional<Outcome> objection(CommandRules.Write write, Command command) {
    Optional<Outcome> closed = closed();
    if (closed.isPresent()) {
      return closed;
    }
    if (write.setPoint()) {
      return setPointObjection(write, command);
    }
    boolean fallback = map.failSafe().points().contains(write.point().name());
    double value = write.value().toDouble();
    boolean raised = !(value <= latest.reading(write.point().name()).number());
    return fallback && raised ? groupObjection(Math.max(value, worst())) : Optional.empty();
  }

  /**
   * Returns the reason why a group may not write this value now, if any. A value that raises
   * nothing goes out while the charger refuses reads as busy; its last values decide.
   */
  Optional<Outcome> groupWriteObjection(Decimal value) {
    boolean raises = value.exceeds(registerOrGranted());
    Optional<Outcome> closed = raises ? closed() : closed(Contact.BUSY);
    return closed.isPresent() || session.state().held()
        ? closed
        : FallbackCheck.refusal(
            map, settings.permissions(), raises ? latest.readings() : last::value);
  }

  /** Returns the reason why the charger takes no write at all now, if any. */
  private Optional<Outcome> closed() {
    return closed(Contact.POLLS);
  }

  private Optional<Outcome> closed(Contact needed) {
    if (stopped.isPresent()) {
      return stopped;
    }
    if (contact.compareTo(needed) < 0 || !link.isUp()) {
      return Optional.of(absent());
    }
    Optional<String> stranger =
        latest.device().stranger(map, latest.readings()).or(latest::suspended);
    if (stranger.isPresent()) {
      return refuse(Code.WRONG_DEVICE, stranger.get());
    }
    return takeover.objection();
  }

  private Optional<Outcome> setPointObjection(CommandRules.Write write, Command command) {
    if (session.heldByOther(write.value(), command.by())) {
      return refuse(
          Code.HELD_BY_OTHER, session.holder() + " holds the lease; a decrease is accepted");
    }
    Optional<GroupGuard.Cap> cap = groups.cap(settings.id());
    if (cap.isPresent() && !cap.get().allows(write.value().toDouble())) {
      groups.wanted(settings.id(), write.value().ceil());
      return refuse(Code.GROUP_LIMIT, cap.get().refusal());
    }
    if (session.decreases(write.value())) {
      return Optional.empty();
    }
    Optional<Outcome> fallback =
        FallbackCheck.refusal(map, settings.permissions(), latest.readings());
    if (fallback.isPresent()) {
      return fallback;
    }
    double alone = FallbackCheck.amps(map, latest.readings());
    double value = write.value().toDouble();
    boolean increase = session.state().held() || value > alone;
    return increase ? groupObjection(Math.max(write.value().ceil(), alone)) : Optional.empty();
  }

  private Optional<Outcome> groupObjection(double amps) {
    return groups
        .admit(settings.id(), amps)
        .map(refusal -> Outcome.rejected(Code.GROUP_LIMIT, refusal.why()));
  }

  /** Delay of a write before its turn, ns; increases of a fleet are spread over time. */
  long delay(CommandRules.Write write) {
    boolean increase =
        write.setPoint() && write.value().exceeds(session.inForce(latest.readings()));
    return increase ? jitter.delay() : 0;
  }

  /** Writes and verifies the value; calls back once. */
  void write(CommandRules.Write write, Command command, long deadline, Consumer<Outcome> done) {
    if (write.setPoint()) {
      session.beforeWrite(write, () -> send(write, command, deadline, done));
    } else {
      send(write, command, deadline, done);
    }
  }

  private void send(
      CommandRules.Write write, Command command, long deadline, Consumer<Outcome> done) {
    PointWriter.Cause cause =
        new PointWriter.Cause(command.origin().cause(), command.id(), command.by());
    boolean held = session.state().held();
    BooleanSupplier wanted =
        () -> stopped.isEmpty() && (!held || !write.setPoint() || session.state().held());
    writer.write(
        new SequenceWriter.Order(steps(write), write, cause, deadline, wanted),
        outcome -> {
          // The outcome is recorded before the answer, because the answer releases the next
          // command.
          if (write.setPoint() && stopped.isEmpty()) {
            session.afterWrite(write, command, outcome);
          }
          done.accept(outcome);
        });
  }

  private List<ControlStep> steps(CommandRules.Write write) {
    if (write.setPoint()) {
      SetPointRule rule = map.setPoint().orElseThrow();
      return map.sequences().steps(rule, write.value(), session.from());
    }
    List<ControlStep> steps = new ArrayList<>();
    steps.add(
        new ControlStep.SetRegister(write.point().name(), new StepValue.Constant(write.value())));
    map.phases()
        .filter(phases -> phases.point().equals(write.point().name()))
        .ifPresent(phases -> steps.addAll(phases.then()));
    return steps;
  }

  /** Executes {@code cmd/control}: renews or releases control. */
  Outcome control(CommandRules.Control action, Command command) {
    return action.renew() ? session.renew(command) : session.release(command);
  }

  /**
   * Updates the group ledger with the charger's possible current, unless a write is about to change
   * it.
   */
  void account() {
    groups.observed(settings.id(), worst(), fallback());
  }

  /**
   * The highest current the charger may draw, by its fallback, its register or the limit in force,
   * A. The books of a group count a limit as whole amperes, rounded up.
   */
  double worst() {
    return Math.max(fallback(), registerOrGranted().ceil());
  }

  /** The larger of the register's last value and the limit in force, A. */
  Decimal registerOrGranted() {
    Decimal register = session.registerValue(last::value);
    Decimal granted = session.inForce(last::value);
    return register.exceeds(granted) ? register : granted;
  }

  /** Whether the limit in force is known: it is granted, or the register was read once. */
  boolean limitKnown() {
    return session.state().held()
        || map.setPoint().filter(rule -> last.value(rule.point()).isRefused()).isEmpty();
  }

  /** Highest fallback current by the last value of each register that was read, A. */
  double fallback() {
    double most = 0;
    for (double amps : fallbacks) {
      most = Math.max(most, amps);
    }
    return most;
  }

  private static Optional<Outcome> refuse(Code code, String message) {
    return Optional.of(Outcome.rejected(code, message));
  }
}

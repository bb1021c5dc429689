package io.ampwire.control;

import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Vehicle;
import io.ampwire.map.WriteRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Writer of a group's cap to one charger. It takes control for the group where no controller has
 * it, keeps a controller's set point within the cap, and restores it when the cap allows. Its
 * writes go before all waiting commands. It works from the newest cap only, so a lost or repeated
 * call does no harm.
 */
final class GroupCapWriter {
  /** Pause after a write that failed, unless the cap changes, ns. */
  private static final long RETRY = 3_000_000_000L;

  private final ControlSettings settings;
  private final RegisterMap map;
  private final Optional<Point> setPoint;
  private final ControlSession session;
  private final CommandExecutor executor;
  private final SequenceWriter writer;
  private final CommandQueue queue;
  private final GroupGuard groups;
  private final Scheduler scheduler;
  private OptionalLong writing = OptionalLong.empty();
  private long seen = -1;
  private long failed = -1;
  private long retryAt;
  private long heardAt;

  GroupCapWriter(
      ControlSettings settings,
      ControlSession session,
      CommandExecutor executor,
      SequenceWriter writer,
      CommandQueue queue,
      ControlPorts ports,
      Scheduler scheduler) {
    this.settings = settings;
    this.map = settings.map();
    this.setPoint = map.setPointPoint().filter(point -> point.write().isPresent());
    this.session = session;
    this.executor = executor;
    this.writer = writer;
    this.queue = queue;
    this.groups = ports.groups();
    this.scheduler = scheduler;
  }

  /** Handles a completed poll. */
  void observe() {
    heardAt = scheduler.nanos();
    enforce();
  }

  /** Writes the cap if the charger does not hold it yet, and reports the charger's state. */
  void enforce() {
    Optional<GroupGuard.Cap> cap = groups.cap(settings.id());
    if (cap.isEmpty()) {
      return;
    }
    seen = cap.get().generation();
    // A write in progress may end with a value above the new cap, which is then due.
    if (due(cap.get()) || queue.busy()) {
      queue.occupyFirst(this::write);
    }
    report();
  }

  /** Whether the cap is lower than what that write may leave in the charger. */
  boolean overtakes(CommandRules.Write write) {
    Optional<GroupGuard.Cap> cap = groups.cap(settings.id());
    if (cap.isEmpty() || cap.get().amps().isEmpty() || setPoint.isEmpty()) {
      return false;
    }
    if (writing.isPresent() && writing.getAsLong() == cap.get().generation()) {
      return false;
    }
    Decimal left = executor.registerOrGranted();
    Decimal most = write.setPoint() && write.value().exceeds(left) ? write.value() : left;
    return most.exceeds(target(cap.get().amps().getAsLong()));
  }

  /** Reports the charger's state to the group. */
  void report() {
    if (groups.cap(settings.id()).isEmpty()) {
      return;
    }
    Observation poll = executor.latest();
    Optional<Grant> terms = session.state().grant();
    boolean held = session.state().phase() == ControlPhase.HELD;
    MemberReport.Limit limit =
        new MemberReport.Limit(
            held,
            !queue.busy() && !session.unsettled() && executor.limitKnown(),
            seen,
            executor.registerOrGranted().ceil(),
            executor.fallback(),
            wanted(terms));
    groups.reported(
        settings.id(),
        new MemberReport(
            heardAt,
            session.reachable() && poll != Observation.NOTHING,
            executor.inContact(),
            limit,
            currents(poll),
            stage(poll)));
  }

  /** Set point of a controller in whole amperes, rounded up. */
  private static OptionalLong wanted(Optional<Grant> terms) {
    Optional<Decimal> wanted = terms.flatMap(Grant::wanted);
    return wanted.isPresent() ? OptionalLong.of(wanted.get().ceil()) : OptionalLong.empty();
  }

  /**
   * The highest value within the cap that the charger accepts: the cap itself, or whole amperes; 0
   * if only a pause is within it.
   */
  static Decimal writable(WriteRule rule, OptionalLong maxCurrent, Decimal cap) {
    if (rule.allows(cap, maxCurrent)) {
      return cap;
    }
    for (long value = cap.floor(); value > 0; value--) {
      if (rule.allows(value, maxCurrent)) {
        return Decimal.of(value);
      }
    }
    return Decimal.ZERO;
  }

  private boolean due(GroupGuard.Cap cap) {
    if (cap.amps().isEmpty() || setPoint.isEmpty() || waits(cap)) {
      return false;
    }
    Decimal target = target(cap.amps().getAsLong());
    ControlState state = session.state();
    boolean differs =
        switch (state.phase()) {
          case HELD -> !state.grant().orElseThrow().value().equals(target);
          case FREE -> true;
          case SUSPENDED -> executor.worst() > cap.amps().getAsLong();
          // The first poll that is answered restores the granted value.
          case AWAY -> state.grant().orElseThrow().value().exceeds(target);
        };
    return differs && executor.groupWriteObjection(target).isEmpty();
  }

  private boolean waits(GroupGuard.Cap cap) {
    return failed == cap.generation() && scheduler.nanos() - retryAt < 0;
  }

  /** A controller's lower set point stays. */
  private Decimal target(long cap) {
    ControlState state = session.state();
    Optional<Decimal> wanted =
        state.held() ? state.grant().flatMap(Grant::wanted) : Optional.empty();
    WriteRule rule = setPoint.orElseThrow().write().orElseThrow();
    OptionalLong most = settings.permissions().maxCurrent();
    Decimal top = Decimal.of(Math.min(cap, most.orElse(cap)));
    return writable(rule, most, wanted.filter(top::exceeds).orElse(top));
  }

  private void write(Runnable free) {
    Optional<GroupGuard.Cap> cap = groups.cap(settings.id());
    if (cap.isEmpty() || !due(cap.get())) {
      free.run();
      return;
    }
    seen = cap.get().generation();
    writing = OptionalLong.of(seen);
    Decimal value = target(cap.get().amps().getAsLong());
    Point point = setPoint.orElseThrow();
    CommandRules.Write write =
        new CommandRules.Write(point, point.write().orElseThrow(), value, true);
    session.beforeWrite(write, () -> send(write, cap.get(), free));
  }

  private void send(CommandRules.Write write, GroupGuard.Cap cap, Runnable free) {
    writer.write(
        new SequenceWriter.Order(
            map.sequences().steps(map.setPoint().orElseThrow(), write.value(), session.from()),
            write,
            new PointWriter.Cause("group", cap.command(), Optional.of("group:" + cap.group())),
            writer.patience(),
            () -> !executor.stopped()),
        outcome -> {
          writing = OptionalLong.empty();
          if (!executor.stopped()) {
            session.afterGroupWrite(write, cap.group(), outcome);
          }
          if (outcome instanceof Outcome.Applied) {
            heardAt = scheduler.nanos();
          } else {
            failed = cap.generation();
            retryAt = scheduler.nanos() + RETRY;
            scheduler.after(RETRY, this::again);
          }
          free.run();
          enforce();
        });
  }

  /** The next poll may be far away, where the charger is busy. */
  private void again() {
    if (!executor.stopped()) {
      enforce();
    }
  }

  private List<Double> currents(Observation poll) {
    return map.vehicle().currents().stream().map(p -> poll.reading(p).number()).toList();
  }

  private Vehicle.Stage stage(Observation poll) {
    return map.vehicle().stage(name -> poll.reading(name).code());
  }
}

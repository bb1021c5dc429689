package io.ampwire.group;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.GroupGuard.Cap;
import io.ampwire.control.MemberReport;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Groups that share their limits. Reports and commands may come from any thread; the decisions run
 * on one scheduler, and the caps may be read from any thread.
 */
public final class GroupLimits {
  private static final long PERIOD = 1_000_000_000L;
  private static final int MOST_ARRIVALS = 256;

  /** Reports that arrive within this time are processed together, ns. */
  private static final long COALESCE = 50_000_000L;

  private final Scheduler scheduler;
  private final GroupListener listener;
  private final Map<ChargerId, Cap> caps = new ConcurrentHashMap<>();
  private final Map<ChargerId, MemberReport> reports = new ConcurrentHashMap<>();
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicBoolean due = new AtomicBoolean();

  // Used only on the scheduler.
  private final Map<String, GroupLimiter> groups = new LinkedHashMap<>();
  private boolean ticking;

  public GroupLimits(Scheduler scheduler, GroupListener listener) {
    this.scheduler = scheduler;
    this.listener = new Publishing(listener);
  }

  /** Puts the cap where the lanes read it, before it tells them. */
  private final class Publishing implements GroupListener {
    private final GroupListener next;

    Publishing(GroupListener next) {
      this.next = next;
    }

    @Override
    public boolean owns(ChargerId charger) {
      return next.owns(charger);
    }

    @Override
    public void capChanged(ChargerId charger) {
      groups.values().stream()
          .filter(group -> group.settings().ids().contains(charger))
          .forEach(group -> publish(group, charger));
      next.capChanged(charger);
    }

    @Override
    public void state(String group, GroupState state) {
      next.state(group, state);
    }

    @Override
    public void answer(String group, LimitCommand command, Ack answer) {
      next.answer(group, command, answer);
    }

    @Override
    public void recorded(String group, long ts, String kind, Map<String, Object> details) {
      next.recorded(group, ts, kind, details);
    }
  }

  private void publish(GroupLimiter group, ChargerId charger) {
    caps.put(
        charger,
        new Cap(
            group.settings().name(),
            group.cap(charger),
            group.generation(charger),
            group.commandId()));
  }

  /** Sets the groups in force. The limit, the caps and the reports of an unchanged group stay. */
  public void apply(List<LimitSettings> wanted) {
    // Set at once, so that no lane accepts an increase before the group has decided.
    wanted.forEach(
        group ->
            group
                .ids()
                .forEach(
                    id ->
                        caps.putIfAbsent(
                            id, new Cap(group.name(), OptionalLong.empty(), 0, Optional.empty()))));
    scheduler.execute(() -> replace(wanted));
  }

  private void replace(List<LimitSettings> wanted) {
    groups.keySet().removeIf(name -> wanted.stream().noneMatch(w -> w.name().equals(name)));
    for (LimitSettings settings : wanted) {
      GroupLimiter running = groups.get(settings.name());
      if (running == null || !running.settings().equals(settings)) {
        GroupLimiter next = new GroupLimiter(settings, scheduler, listener);
        if (running != null) {
          next.succeed(running);
        }
        groups.put(settings.name(), next);
      }
    }
    List<ChargerId> members = wanted.stream().flatMap(w -> w.ids().stream()).toList();
    caps.keySet().retainAll(members);
    reports.keySet().retainAll(members);
    groups.values().forEach(group -> group.settings().ids().forEach(id -> publish(group, id)));
    if (!ticking && !groups.isEmpty()) {
      ticking = true;
      scheduler.after(PERIOD, this::tick);
    }
  }

  /** A limit was in force when the last process ended, so these groups begin with the safe one. */
  public void unknownLimit(String group) {
    with(group, GroupLimiter::unknownLimit);
  }

  private void tick() {
    if (groups.isEmpty()) {
      ticking = false;
      return;
    }
    scheduler.after(PERIOD, this::tick);
    groups.values().forEach(GroupLimiter::checkOwner);
    step();
  }

  private void step() {
    due.set(false);
    for (GroupLimiter group : groups.values()) {
      for (ChargerId id : group.settings().ids()) {
        MemberReport report = reports.remove(id);
        if (report != null) {
          group.report(id, report);
        }
      }
      group.step();
    }
  }

  /** The cap in force for a charger; may be called from any thread. */
  public Optional<Cap> cap(ChargerId charger) {
    return Optional.ofNullable(caps.get(charger));
  }

  /** Takes the report of a lane; may be called from any thread. */
  public void reported(ChargerId charger, MemberReport report) {
    if (caps.containsKey(charger)) {
      reports.put(charger, report);
      if (due.compareAndSet(false, true)) {
        scheduler.after(COALESCE, this::step);
      }
    }
  }

  /** A controller wanted more than its cap; may be called from any thread. */
  public void wanted(ChargerId charger, long amps) {
    scheduler.execute(() -> groups.values().forEach(group -> group.wanted(charger, amps)));
  }

  /** Takes a command; may be called from any thread. A flood of them is answered {@code busy}. */
  public void command(String group, LimitCommand command) {
    if (arrived.incrementAndGet() > MOST_ARRIVALS) {
      arrived.decrementAndGet();
      Outcome busy = Outcome.rejected(Code.BUSY, "too many commands arrive at once");
      listener.answer(group, command, Ack.of(command.command(), busy, scheduler.wallMillis(), 0));
      return;
    }
    scheduler.execute(
        () -> {
          arrived.decrementAndGet();
          GroupLimiter limiter = groups.get(group);
          if (limiter != null) {
            limiter.command(command);
          }
        });
  }

  /**
   * Takes the value of a group's meter, A; may be called from any thread.
   *
   * @param refused runs if the value is not plausible
   */
  public void metered(String group, PhaseAmps load, Runnable refused) {
    with(
        group,
        limiter -> {
          if (!limiter.metered(load)) {
            refused.run();
          }
        });
  }

  /** Publishes the state of each group again, for a broker that lost it. */
  public void repeat() {
    scheduler.execute(() -> groups.values().forEach(GroupLimiter::repeat));
  }

  private void with(String group, Consumer<GroupLimiter> work) {
    scheduler.execute(
        () -> {
          GroupLimiter limiter = groups.get(group);
          if (limiter != null) {
            work.accept(limiter);
          }
        });
  }
}

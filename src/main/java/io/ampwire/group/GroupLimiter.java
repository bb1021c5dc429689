package io.ampwire.group;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.control.MemberReport;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Limiter of one group: keeps the members' caps within the limit in force. It lowers caps at once
 * and raises one only when the room for it is proved to be free. Runs on one scheduler.
 */
final class GroupLimiter {
  private static final long START = 5_000_000_000L;
  private static final long SETTLE = 30_000_000_000L;
  private static final long STATE_SPACING = 1_000_000_000L;
  private static final long STATE_PERIOD = 5_000_000_000L;
  private static final long PATIENCE = 8_000_000_000L;
  private static final long[] MEASURE_AFTER = {2, 5, 10, 30};
  private static final long MEASURE_PERIOD = 60_000_000_000L;
  private static final int STEP = 2;

  private final Scheduler scheduler;
  private final GroupListener listener;
  private final Map<ChargerId, MemberTracker> trackers = new LinkedHashMap<>();
  private final CapLedger ledger = new CapLedger();
  private final Map<ChargerId, Boolean> provedBefore = new LinkedHashMap<>();
  private final LimitAnswers answers;
  private final LimitRecord record;
  private final long started;
  private LimitSettings settings;
  private LimitInForce limit;
  private Rotation rotation;
  private List<ChargerId> turns = List.of();
  private Optional<LimitCommand> waiting = Optional.empty();
  private Optional<LimitCommand> latest = Optional.empty();
  private Optional<LimitInForce.Bound> shown = Optional.empty();
  private boolean shownCommanded;
  private long limitAt;
  private int measured;
  private long measuredAt;
  private long changedAt;
  private MeterPlausibility plausibility;
  private OptionalLong statedAt = OptionalLong.empty();
  private String stated = "";
  private boolean owned;

  /** Reason why a member has no claim; those after it may draw what they last proved. */
  private enum Delay {
    /** It has not reported in time, but takes writes. */
    LATE,
    /** It has not proved its lower cap in time. */
    OVERDUE,
    /** It gets its cap when it returns. */
    AWAY
  }

  GroupLimiter(LimitSettings settings, Scheduler scheduler, GroupListener listener) {
    this.scheduler = scheduler;
    this.listener = listener;
    this.answers = new LimitAnswers(settings.name(), scheduler, listener);
    this.record = new LimitRecord(settings.name(), scheduler, listener);
    this.started = scheduler.nanos();
    this.limit = new LimitInForce(settings);
    this.rotation = new Rotation(settings.times());
    this.settings = settings;
    this.changedAt = started - SETTLE;
    this.plausibility = new MeterPlausibility(settings.maxCurrent());
    members();
    checkOwner();
  }

  LimitSettings settings() {
    return settings;
  }

  private void members() {
    trackers.keySet().removeIf(id -> !settings.ids().contains(id));
    for (LimitSettings.Member member : settings.members()) {
      MemberTracker known = trackers.get(member.id());
      if (known == null || !known.member().equals(member)) {
        trackers.put(member.id(), new MemberTracker(member));
      }
      ledger.add(member.id(), member.most());
    }
  }

  /** Checks whether this bridge owns the chargers, so that it sets caps and answers commands. */
  void checkOwner() {
    owned = settings.ids().stream().anyMatch(listener::owns);
  }

  /** A limit was in force when the last process ended. */
  void unknownLimit() {
    limit.unknown();
  }

  /** Id of the command whose limit is in force. */
  Optional<String> commandId() {
    return limit.commanded() ? latest.flatMap(asked -> asked.command().id()) : Optional.empty();
  }

  OptionalLong cap(ChargerId member) {
    return ledger.cap(member);
  }

  /** Takes over the limit and the members of the same group with other settings. */
  void succeed(GroupLimiter before) {
    limit = before.limit.with(settings);
    latest = before.latest;
    waiting = before.waiting;
    answers.adopt(before.answers);
    for (LimitSettings.Member member : settings.members()) {
      MemberTracker known = before.trackers.get(member.id());
      if (known != null) {
        ledger.adopt(member.id(), before.ledger);
        if (known.member().equals(member)) {
          trackers.put(member.id(), known);
        }
      }
    }
  }

  /** Publishes the state at the next step. */
  void repeat() {
    statedAt = OptionalLong.empty();
  }

  /** Processes the report of a member. */
  void report(ChargerId member, MemberReport report) {
    MemberTracker tracker = trackers.get(member);
    if (tracker == null) {
      return;
    }
    tracker.report(report, ledger.cap(member));
    ledger.report(member, report);
    if (!tracker.answers(scheduler.nanos())) {
      ledger.silent(member);
    }
    notice(member);
  }

  void wanted(ChargerId member, long amps) {
    MemberTracker tracker = trackers.get(member);
    if (tracker != null) {
      tracker.wanted(amps, scheduler.nanos());
    }
  }

  /** Takes the value of the meter; returns whether it is plausible. */
  boolean metered(PhaseAmps load) {
    boolean plausible = plausibility.accepts(load, scheduler.nanos());
    if (plausible) {
      limit.metered(load, scheduler.nanos());
      step();
    }
    return plausible;
  }

  /** Takes a command; its answer follows when its caps are proved, at the latest in ten seconds. */
  void command(LimitCommand asked) {
    if (answers.answerIfRepeated(asked)) {
      return;
    }
    LimitRules.Judgement judgement =
        new LimitRules(settings).judge(asked, limit.floorAmps(), scheduler);
    if (judgement instanceof LimitRules.Refuse refusal) {
      if (owned) {
        answer(asked, refusal.outcome());
      }
    } else if (judgement instanceof LimitRules.Pass pass) {
      waiting.ifPresent(
          older ->
              answer(older, Outcome.rejected(Code.SUPERSEDED, "a newer limit replaced this one")));
      waiting = Optional.of(asked);
      latest = Optional.of(asked);
      pass.limit().ifPresentOrElse(limit::request, limit::release);
      step();
    }
  }

  /** Decides the caps anew; called at each change and every second. */
  void step() {
    long now = scheduler.nanos();
    limit.lapse(now);
    if (!owned) {
      waiting = Optional.empty();
      return;
    }
    trackers.forEach(
        (id, tracker) -> {
          if (!tracker.answers(now)) {
            ledger.silent(id);
            notice(id);
          }
          OptionalLong cap = ledger.cap(id);
          tracker.exceeds(cap.isPresent() && ledger.counted(id) > cap.getAsLong(), now);
        });
    LimitInForce.Bound bound = limit.at(now, fallbacks());
    limitChanged(bound, now);
    if (now - started >= START || trackers.values().stream().allMatch(MemberTracker::known)) {
      decide(bound.members(), now);
    }
    conclude(bound.members(), now);
    measure(now);
    state(bound, now);
  }

  private double fallbacks() {
    return trackers.keySet().stream().mapToDouble(ledger::fallback).sum();
  }

  private void decide(Room room, long now) {
    List<Allocator.Claim> claims = new ArrayList<>();
    Map<Delay, List<Allocator.Claim>> delayed = new EnumMap<>(Delay.class);
    Map<Delay, PhaseAmps> counted = new EnumMap<>(Delay.class);
    PhaseAmps fixed = PhaseAmps.ZERO;
    for (MemberTracker tracker : trackers.values()) {
      if (claims(tracker, now)) {
        claims.add(claim(tracker, now));
      } else if (lowers(tracker)) {
        Delay delay = delay(tracker, now);
        delayed.computeIfAbsent(delay, d -> new ArrayList<>()).add(claim(tracker, now));
        counted.merge(delay, load(tracker), PhaseAmps::plus);
      } else {
        fixed = fixed.plus(load(tracker));
      }
      fixed = fixed.plus(excess(tracker, now));
    }
    List<Allocator.Claim> all = new ArrayList<>(claims);
    delayed.values().forEach(all::addAll);
    List<Allocator.Claim> order =
        rotation.order(all.stream().filter(Allocator.Claim::wants).toList(), now);
    PhaseAmps taken = counted.values().stream().reduce(fixed, PhaseAmps::plus);
    Map<ChargerId, Integer> targets = allocate(room.minus(taken), order, claims);
    Map<ChargerId, Integer> lowered = new LinkedHashMap<>();
    List<Allocator.Claim> answering = new ArrayList<>(claims);
    for (Map.Entry<Delay, List<Allocator.Claim>> late : delayed.entrySet()) {
      taken = taken.minus(counted.get(late.getKey()));
      answering.addAll(late.getValue());
      lowered.putAll(lowered(room.minus(taken), order, answering, late.getValue()));
    }
    targets.putAll(lowered);
    if (!stays(room, targets, now)) {
      lower(targets, now);
      targets.keySet().removeAll(lowered.keySet());
      raise(room, targets, now);
    }
    all.stream()
        .filter(Allocator.Claim::wants)
        .forEach(c -> rotation.note(c.id(), ledger.cap(c.id()).orElse(0) > 0, now));
    Set<Allocator.Claim> wanting = new LinkedHashSet<>(order);
    wanting.retainAll(Set.copyOf(claims));
    claims.stream().filter(Allocator.Claim::wants).forEach(wanting::add);
    turns = wanting.stream().map(Allocator.Claim::id).toList();
  }

  /** Allocates the room to these claims in their order; those that may not start get 0. */
  private static Map<ChargerId, Integer> allocate(
      Room room, List<Allocator.Claim> order, List<Allocator.Claim> claims) {
    List<Allocator.Claim> all = new ArrayList<>(order);
    all.retainAll(Set.copyOf(claims));
    claims.stream().filter(c -> !c.wants()).forEach(all::add);
    Map<ChargerId, Integer> targets = Allocator.allocate(room, all);
    claims.forEach(c -> targets.putIfAbsent(c.id(), 0));
    return targets;
  }

  /**
   * Lower caps of members that have no claim: what each would get if it answered, and all that are
   * not delayed more. They stay counted with what they last proved, so this frees no room.
   */
  private Map<ChargerId, Integer> lowered(
      Room room,
      List<Allocator.Claim> order,
      List<Allocator.Claim> all,
      List<Allocator.Claim> late) {
    if (late.isEmpty()) {
      return Map.of();
    }
    Map<ChargerId, Integer> targets = allocate(room, order, all);
    targets.keySet().retainAll(late.stream().map(Allocator.Claim::id).toList());
    targets.entrySet().removeIf(t -> t.getValue() >= ledger.cap(t.getKey()).orElse(0));
    return targets;
  }

  /**
   * A member that does not answer, or does not prove its lower cap in time, has no claim, but what
   * it may draw counts.
   */
  private boolean claims(MemberTracker tracker, long now) {
    ChargerId id = tracker.member().id();
    OptionalLong cap = ledger.cap(id);
    boolean refuses =
        !tracker.held() && cap.isPresent() && now - changedAt >= SETTLE && !ledger.proved(id);
    return tracker.known() && tracker.answers(now) && !refuses && !tracker.overdue(now);
  }

  private static Delay delay(MemberTracker tracker, long now) {
    if (!tracker.writable()) {
      return Delay.AWAY;
    }
    return tracker.overdue(now) ? Delay.OVERDUE : Delay.LATE;
  }

  /** Whether a member may get a lower cap, at the latest when it returns. */
  private boolean lowers(MemberTracker tracker) {
    return tracker.read() && ledger.cap(tracker.member().id()).isPresent();
  }

  /** What a car draws above its cap, although it had time to follow. */
  private PhaseAmps excess(MemberTracker tracker, long now) {
    OptionalLong cap = ledger.cap(tracker.member().id());
    return claims(tracker, now) && cap.isPresent() && tracker.disobeys(cap.getAsLong(), now)
        ? tracker.phases().draws(tracker.drawn() - cap.getAsLong())
        : PhaseAmps.ZERO;
  }

  private Allocator.Claim claim(MemberTracker tracker, long now) {
    LimitSettings.Member member = tracker.member();
    return new Allocator.Claim(
        member.id(),
        member.weight(),
        tracker.phases(),
        member.min(),
        tracker.most(now),
        member.pausable());
  }

  /** Highest load of a member now, by its cap and by its measured current. */
  private PhaseAmps load(MemberTracker tracker) {
    double counted = ledger.counted(tracker.member().id());
    return tracker.phases().draws(tracker.atLeast(counted));
  }

  private PhaseAmps load() {
    return trackers.values().stream().map(this::load).reduce(PhaseAmps.ZERO, PhaseAmps::plus);
  }

  /** Small differences wait, so that noise of a meter or a car does not cause writes. */
  private boolean stays(Room room, Map<ChargerId, Integer> targets, long now) {
    boolean small =
        targets.entrySet().stream()
            .allMatch(
                target -> {
                  OptionalLong cap = ledger.cap(target.getKey());
                  return cap.isPresent()
                      && cap.getAsLong() == 0 == (target.getValue() == 0)
                      && Math.abs(cap.getAsLong() - target.getValue()) < STEP;
                });
    return small && now - changedAt < SETTLE && room.fits(load());
  }

  private void lower(Map<ChargerId, Integer> targets, long now) {
    targets.forEach(
        (id, target) -> {
          OptionalLong cap = ledger.cap(id);
          boolean unset = cap.isEmpty();
          if (unset ? target <= ledger.counted(id) : target < cap.getAsLong()) {
            set(id, target, now);
            trackers.get(id).lowered(now);
          }
        });
  }

  /** Raises caps in the order of the targets, as far as the proved room suffices. */
  private void raise(Room room, Map<ChargerId, Integer> targets, long now) {
    for (Map.Entry<ChargerId, Integer> target : targets.entrySet()) {
      ChargerId id = target.getKey();
      OptionalLong cap = ledger.cap(id);
      if (cap.isPresent() && target.getValue() <= cap.getAsLong()) {
        continue;
      }
      MemberTracker tracker = trackers.get(id);
      PhaseAmps others = load().minus(load(tracker));
      long from = Math.max(tracker.member().min(), cap.orElse(0) + 1);
      long fits = target.getValue();
      while (fits >= from && !room.fits(others.plus(tracker.phases().draws(fits)))) {
        fits--;
      }
      if (fits >= from) {
        set(id, fits, now);
        tracker.raised(now);
      } else if (cap.isEmpty()) {
        set(id, 0, now);
        tracker.lowered(now);
      }
    }
  }

  private void set(ChargerId id, long amps, long now) {
    OptionalLong before = ledger.cap(id);
    if (before.isPresent() && before.getAsLong() == amps) {
      return;
    }
    long generation = ledger.set(id, amps);
    changedAt = now;
    provedBefore.put(id, false);
    record.cap(id, amps, generation);
    listener.capChanged(id);
  }

  /** Generation of the cap in force. */
  long generation(ChargerId member) {
    return ledger.generation(member);
  }

  private void notice(ChargerId id) {
    boolean proved = ledger.proved(id) && ledger.reachable(id);
    Boolean before = provedBefore.put(id, proved);
    if (proved && !Boolean.TRUE.equals(before)) {
      record.proved(id, ledger.cap(id).orElse(0), ledger.generation(id));
    } else if (!proved && Boolean.TRUE.equals(before)) {
      record.silent(id, ledger.counted(id));
    }
  }

  private void limitChanged(LimitInForce.Bound bound, long now) {
    boolean same =
        shown
            .filter(s -> s.limit().equals(bound.limit()) && s.source() == bound.source())
            .filter(s -> shownCommanded == limit.commanded())
            .isPresent();
    if (same) {
      return;
    }
    shown = Optional.of(bound);
    shownCommanded = limit.commanded();
    limitAt = now;
    measured = 0;
    // Also while the meter is gone, so that the next process knows that there was a limit.
    record.limit(bound, limit.lapsed(), latest.filter(asked -> limit.commanded()));
  }

  private void conclude(Room room, long now) {
    if (waiting.isEmpty()) {
      return;
    }
    LimitCommand asked = waiting.get();
    boolean within = room.fits(load());
    boolean proved =
        trackers.keySet().stream().allMatch(id -> ledger.proved(id) || !ledger.reachable(id));
    if (within && proved || now - asked.command().received() >= PATIENCE) {
      waiting = Optional.empty();
      answer(asked, new Outcome.Applied(within && proved, Optional.empty(), Optional.empty()));
    }
  }

  private void answer(LimitCommand asked, Outcome outcome) {
    answers.give(asked, outcome);
    if (outcome instanceof Outcome.Rejected rejected) {
      record.refused(asked, rejected.code());
    }
  }

  /** Records the measured currents some seconds after each change of the limit, then regularly. */
  private void measure(long now) {
    boolean due =
        measured < MEASURE_AFTER.length
            ? now - limitAt >= MEASURE_AFTER[measured] * 1_000_000_000L
            : now - measuredAt >= MEASURE_PERIOD;
    if (!due || shown.isEmpty()) {
      return;
    }
    measured = Math.min(measured + 1, MEASURE_AFTER.length);
    measuredAt = now;
    Map<ChargerId, PhaseAmps> currents = new LinkedHashMap<>();
    trackers.forEach((id, tracker) -> currents.put(id, tracker.measured(now)));
    record.measured((now - limitAt) / 1_000_000, currents, measured(now), load());
  }

  private PhaseAmps measured(long now) {
    return trackers.values().stream()
        .map(tracker -> tracker.measured(now))
        .reduce(PhaseAmps.ZERO, PhaseAmps::plus);
  }

  private void state(LimitInForce.Bound bound, long now) {
    String signature = bound.source() + " " + bound.limit() + " " + caps();
    long since = statedAt.isPresent() ? now - statedAt.getAsLong() : Long.MAX_VALUE;
    boolean changed = !signature.equals(stated);
    if (changed && since >= STATE_SPACING || since >= STATE_PERIOD) {
      stated = signature;
      statedAt = OptionalLong.of(now);
      listener.state(settings.name(), state(now));
    }
  }

  private String caps() {
    StringBuilder text = new StringBuilder();
    trackers
        .keySet()
        .forEach(id -> text.append(ledger.cap(id)).append(ledger.proved(id)).append(' '));
    return text.toString();
  }

  /** The state now. */
  GroupState state(long now) {
    LimitInForce.Bound bound = limit.at(now, fallbacks());
    PhaseAmps granted = load();
    return new GroupState(
        scheduler.wallMillis(),
        bound.source().label(),
        bound.limit(),
        limit.lapsed() ? OptionalLong.empty() : limit.leaseLeft(now),
        bound.source() == LimitInForce.Source.COMMAND
            ? latest.flatMap(asked -> asked.command().by())
            : Optional.empty(),
        new GroupState.Load(
            measured(now),
            granted,
            bound.members().phases().minus(granted).atLeast(PhaseAmps.ZERO),
            limit.other(),
            limit.fresh(now)),
        trackers.values().stream().map(tracker -> member(tracker, now)).toList());
  }

  private GroupState.MemberState member(MemberTracker tracker, long now) {
    ChargerId id = tracker.member().id();
    return new GroupState.MemberState(
        id.value(),
        tracker.answers(now),
        ledger.cap(id),
        ledger.proved(id),
        ledger.counted(id),
        tracker.measured(now),
        tracker.phases(),
        waiting(id));
  }

  /** Place of a member among those that are paused although they want room. */
  private OptionalInt waiting(ChargerId member) {
    List<ChargerId> paused = turns.stream().filter(id -> ledger.cap(id).orElse(0) == 0).toList();
    int place = paused.indexOf(member);
    return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + 1);
  }
}

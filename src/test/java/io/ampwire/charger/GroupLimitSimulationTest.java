package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Outcome;
import io.ampwire.group.GroupLimits;
import io.ampwire.group.LimitSettings;
import io.ampwire.group.PhaseAmps;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Evlink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A group under random limits, cars, commands and deaths, in virtual time, with the real lanes. The
 * judge sees only what the chargers draw and what the limiter was told: no phase may exceed the
 * highest limit of the last five seconds. Cars react to a lower limit within a second and then fall
 * by 12 A each second; they rise by 2 A each second. A charger without a lifebit for ten seconds
 * falls back. {@code -Dampwire.group.limit.runs=1000} runs the long test.
 */
class GroupLimitSimulationTest {
  private static final int RUNS = Integer.getInteger("ampwire.group.limit.runs", 50);
  private static final long FIRST = Long.getLong("ampwire.group.limit.seed", 1);
  private static final int SECONDS = Integer.getInteger("ampwire.group.limit.seconds", 240);
  private static final int TICK = 100;
  private static final int GRACE = 5_000 / TICK;
  private static final int SUPERVISION = 10_000;
  private static final int STALE = 10_000;

  /** Longest time for which a lane leaves out the polls of a busy charger, ms. */
  private static final int LEFT_OUT = 17_000;

  /** Least time between two cars, ms. */
  private static final int SWAP = 3_000;

  private static final int RESTART = 12_000;
  private static final int SET_POINT = Evlink.point("set_point").address();
  private static final int LIFEBIT = Evlink.point("lifebit").address();

  /** A charger and its car. */
  private static final class Outlet {
    final ScriptedCharger charger;
    final List<Integer> wired;
    final Random random;
    Bench bench;
    boolean plugged;
    int phases = 3;
    double most = 16;
    double amps;
    double wanted;
    long reactAt;
    long lastLifebit = Long.MIN_VALUE / 2;
    long deadUntil = -1;
    long busyUntil = -1;
    boolean refuses;
    long pollsFrom;
    long leftAt = -SWAP;
    boolean controlled;
    long reachableFrom;
    int dials;
    boolean off;

    Outlet(ScriptedCharger charger, List<Integer> wired, Random random) {
      this.charger = charger;
      this.wired = wired;
      this.random = random;
    }

    void arrive() {
      plugged = true;
      phases = random.nextInt(3) == 0 ? 1 : 3;
      most = 6 + random.nextInt(27);
    }

    void tick(long now) {
      if (charger.registers().word(LIFEBIT) == 1) {
        lastLifebit = now;
        charger.registers().word(LIFEBIT, 0);
      }
      controlled = now - lastLifebit < SUPERVISION;
      int limit = controlled ? charger.registers().word(SET_POINT) : GroupLimitRig.FALLBACK;
      double next = plugged && !off && limit >= 6 ? Math.min(limit, most) : 0;
      if (next != wanted) {
        reactAt = now + (next < wanted ? random.nextInt(1000) : 500);
        wanted = next;
      }
      if (!plugged || off) {
        amps = 0;
      } else if (now >= reactAt) {
        amps =
            amps > wanted
                ? Math.max(wanted, amps - 12.0 * TICK / 1000)
                : Math.min(wanted, amps + 2.0 * TICK / 1000);
      }
      charger
          .registers()
          .put("current_phase_1", amps)
          .put("current_phase_2", phases == 3 ? amps : 0)
          .put("current_phase_3", phases == 3 ? amps : 0)
          .put("ev_state", plugged ? amps > 0 ? 8 : 5 : 2);
    }

    PhaseAmps load() {
      return on(amps);
    }

    /** What its register allows the car. */
    PhaseAmps granted() {
      return on(plugged && !off ? charger.registers().word(SET_POINT) : 0);
    }

    private PhaseAmps on(double each) {
      double[] on = new double[3];
      for (int i = 0; i < phases; i++) {
        on[wired.get(i)] += each;
      }
      return new PhaseAmps(on[0], on[1], on[2]);
    }
  }

  /** One run. */
  private static final class World {
    final Random random;

    /** Decides what busy chargers refuse. */
    final Random refusals;

    final GroupLimitRig rig = new GroupLimitRig();
    final ManualScheduler scheduler = rig.scheduler;
    final List<Outlet> outlets = new ArrayList<>();
    final LimitSettings settings;
    final double most;
    final double safe;
    final boolean metered;
    final Deque<PhaseAmps> allowed = new ArrayDeque<>();
    final List<String> story = new ArrayList<>();
    final List<Long> toRegister = new ArrayList<>();
    final List<Long> toCurrent = new ArrayList<>();
    final List<Long> toRegisterAway = new ArrayList<>();
    PhaseAmps other = PhaseAmps.ZERO;
    PhaseAmps published = PhaseAmps.ZERO;
    long meterAt = -1;
    long meterDeadUntil = -1;
    double commanded = Double.NaN;
    long leaseEnd = Long.MAX_VALUE;
    boolean lapsed;
    long downUntil = -1;
    long settledAt;
    double excess;
    double delivered;
    long loweredAt = -1;
    long registersAt = -1;
    boolean away;
    PhaseAmps before = PhaseAmps.ZERO;
    PhaseAmps grantedBefore = PhaseAmps.ZERO;

    World(long seed) {
      random = new Random(seed);
      refusals = new Random(~seed);
      int count = seed % 25 == 0 ? 30 : 2 + random.nextInt(6);
      most = count * (8 + random.nextInt(10));
      safe = Math.min(most, count * (6 + random.nextInt(4)));
      metered = random.nextBoolean();
      List<LimitSettings.Member> members = new ArrayList<>();
      List<List<Integer>> wiring = new ArrayList<>();
      for (int i = 1; i <= count; i++) {
        List<Integer> wired = new ArrayList<>(List.of(0, 1, 2));
        Collections.shuffle(wired, random);
        wiring.add(wired);
        members.add(GroupLimitRig.member(i, random.nextInt(4) == 0 ? List.of() : wired));
      }
      Optional<LimitSettings.Meter> meter =
          metered
              ? Optional.of(
                  new LimitSettings.Meter(
                      "site/meter", List.of("/a", "/b", "/c"), 1, Duration.ofMillis(STALE)))
              : Optional.empty();
      settings =
          new LimitSettings(
              GroupLimitRig.GROUP,
              most,
              OptionalDouble.of(safe),
              new LimitSettings.Times(Duration.ofMinutes(1), Duration.ofSeconds(30)),
              Optional.empty(),
              meter,
              members);
      rig.start(settings);
      int i = 0;
      for (Bench bench : rig.benches.values()) {
        Outlet outlet = new Outlet(bench.charger, wiring.get(i++), random);
        outlet.bench = bench;
        outlets.add(outlet);
        if (random.nextBoolean()) {
          outlet.arrive();
        }
      }
      settledAt = now() + RESTART;
      tell();
    }

    long now() {
      return scheduler.nanos() / 1_000_000;
    }

    boolean down() {
      return now() < downUntil;
    }

    void step() {
      if (downUntil > 0 && !down()) {
        restart();
      }
      if (random.nextInt(20) == 0) {
        event();
      }
      if (metered && now() >= meterDeadUntil && !down() && now() - meterAt >= 1000) {
        published = other;
        meterAt = now();
        rig.limits.metered(GroupLimitRig.GROUP, published, () -> {});
      }
      for (Outlet outlet : outlets) {
        if (outlet.deadUntil > 0 && now() >= outlet.deadUntil) {
          outlet.deadUntil = -1;
          outlet.off = false;
          outlet.charger.hang(false);
          outlet.charger.away(false);
        }
        if (outlet.busyUntil > 0 && now() >= outlet.busyUntil) {
          outlet.busyUntil = -1;
          outlet.charger.refuseReads(0).refuseWrite("set_point", 0);
          outlet.refuses = false;
        }
      }
      scheduler.advance(TICK);
      outlets.forEach(outlet -> outlet.tick(now()));
      for (Outlet outlet : outlets) {
        // After its return the bridge has to connect, to read and to write it first.
        // A lost answer costs the connection, and until the next one the charger takes no write.
        boolean dialled = outlet.charger.dials() != outlet.dials;
        outlet.dials = outlet.charger.dials();
        boolean away = outlet.deadUntil > 0 || dialled || !outlet.bench.lane.online();
        // Nothing lowers one that refuses the write; the others have to make room for it.
        if (!down() && (away || outlet.refuses)) {
          outlet.reachableFrom = Math.max(outlet.reachableFrom, now() + 6000);
        }
        // Without a lifebit a busy one falls back, and the lifebit begins again once it is read.
        if (!down() && now() < outlet.pollsFrom && !outlet.controlled) {
          outlet.reachableFrom = outlet.pollsFrom + 6000;
        }
      }
      judge();
    }

    private void event() {
      Outlet outlet = outlets.get(random.nextInt(outlets.size()));
      switch (random.nextInt(15)) {
        case 0, 1, 2 -> command();
        case 3 -> {
          outlet.plugged = false;
          outlet.leftAt = now();
          outlet.amps = 0;
        }
        case 4, 5 -> {
          if (!outlet.plugged && now() - outlet.leftAt >= SWAP) {
            outlet.arrive();
          }
        }
        case 6 -> die(outlet);
        case 13 -> busy(outlet);
        case 7 -> outlet.charger.loseAnswers(1 + random.nextInt(3));
        case 8 -> {
          if (!down()) {
            outlet.bench.send("set_point", random.nextBoolean() ? 0 : 6 + random.nextInt(27));
          }
        }
        case 9 -> {
          if (!down()) {
            outlet.bench.send("control", "release");
          }
        }
        case 10 -> {
          if (metered && random.nextInt(3) == 0) {
            meterDeadUntil = now() + random.nextInt(40_000);
            note("meter dead until " + meterDeadUntil);
          }
        }
        case 11, 12 -> {
          if (metered) {
            other = PhaseAmps.each(0).plus(randomLoad());
          }
        }
        default -> {
          if (random.nextInt(6) == 0 && !down()) {
            kill();
          }
        }
      }
    }

    private PhaseAmps randomLoad() {
      double size = most / 2;
      return new PhaseAmps(
          random.nextDouble() * size, random.nextDouble() * size, random.nextDouble() * size);
    }

    private void die(Outlet outlet) {
      if (outlet.deadUntil > 0) {
        return;
      }
      outlet.deadUntil = now() + random.nextInt(40_000);
      outlet.off = random.nextInt(3) == 0;
      if (random.nextBoolean()) {
        outlet.charger.hang(true);
      } else {
        outlet.charger.away(true);
      }
      note(outlet.bench.name + " dead until " + outlet.deadUntil + (outlet.off ? " off" : ""));
    }

    /** Answers busy to reads, to limits, or to both; at the end it answers everything again. */
    private void busy(Outlet outlet) {
      int kind = refusals.nextInt(4);
      outlet.busyUntil = now() + random.nextInt(20_000);
      if (kind != 0) {
        outlet.pollsFrom = outlet.busyUntil + LEFT_OUT;
        outlet.charger.refuseReads(6);
      }
      if (kind < 2) {
        outlet.refuses = true;
        outlet.charger.refuseWrite("set_point", 6);
      }
      String what = kind == 0 ? "limits" : kind == 1 ? "everything" : "reads";
      note(outlet.bench.name + " refuses " + what + " until " + outlet.busyUntil);
    }

    private void command() {
      if (down()) {
        return;
      }
      int value = random.nextInt((int) most + 1);
      int lease = random.nextBoolean() ? 0 : 5 + random.nextInt(60);
      rig.limit(value, lease);
      commanded = value;
      lapsed = false;
      leaseEnd = lease == 0 ? Long.MAX_VALUE : now() + 1000L * lease;
      note("limit " + value + " for " + lease + " s");
    }

    private void kill() {
      outlets.forEach(outlet -> outlet.charger.abandon());
      scheduler.kill();
      downUntil = now() + 200 + random.nextInt(20_000);
      note("bridge dead until " + downUntil);
    }

    private void restart() {
      downUntil = -1;
      rig.limits = new GroupLimits(scheduler, rig);
      rig.limits.apply(List.of(settings));
      if (!Double.isNaN(commanded)) {
        rig.limits.unknownLimit(GroupLimitRig.GROUP);
        lapsed = true;
        leaseEnd = Long.MAX_VALUE;
      }
      for (Outlet outlet : outlets) {
        Bench next = new Bench();
        next.scheduler = scheduler;
        next.charger = outlet.charger;
        next.name = outlet.bench.name;
        next.mode = ControlMode.STANDING;
        next.groups = rig.guard;
        outlet.bench = next;
        rig.benches.put(settings.members().get(outlets.indexOf(outlet)).id(), next);
        next.begin();
      }
      settledAt = now() + RESTART;
      meterAt = -1;
      note("bridge again");
    }

    private void note(String what) {
      story.add(now() + " ms: " + what);
    }

    /** What the limiter was told allows. */
    private PhaseAmps tell() {
      lapsed |= now() >= leaseEnd;
      double limit = lapsed ? safe : Double.isNaN(commanded) ? most : commanded;
      PhaseAmps told = PhaseAmps.each(Math.min(limit, most));
      if (metered) {
        boolean stale = meterAt < 0 || now() - meterAt >= STALE;
        PhaseAmps left = PhaseAmps.each(most).minus(published).atLeast(PhaseAmps.ZERO);
        if (stale) {
          told = told.atMost(PhaseAmps.each(safe));
        } else if (lapsed) {
          told = told.atMost(left);
        } else {
          told = told.minus(published).atLeast(PhaseAmps.ZERO);
        }
      }
      if (down() || now() < settledAt) {
        // Nothing can be told to a dead bridge. The chargers keep their last values until each
        // falls back, not all at the same moment.
        double alone =
            registers().stream().mapToInt(a -> Math.max(a, GroupLimitRig.FALLBACK)).sum();
        told = told.atLeast(allowed.isEmpty() ? PhaseAmps.ZERO : allowed.peekLast());
        told = told.atLeast(PhaseAmps.each(alone));
      }
      allowed.addLast(told);
      if (allowed.size() > GRACE + 1) {
        allowed.removeFirst();
      }
      return told;
    }

    private void judge() {
      PhaseAmps told = tell();
      PhaseAmps most = allowed.stream().reduce(PhaseAmps.ZERO, PhaseAmps::atLeast);
      PhaseAmps load = PhaseAmps.ZERO;
      PhaseAmps lost = PhaseAmps.ZERO;
      PhaseAmps granted = PhaseAmps.ZERO;
      PhaseAmps unreachable = PhaseAmps.ZERO;
      for (Outlet outlet : outlets) {
        load = load.plus(outlet.load());
        // One that cannot be reached, or was lately, draws what nothing can take from it.
        boolean gone = now() < outlet.reachableFrom;
        lost = lost.plus(gone ? outlet.load() : PhaseAmps.ZERO);
        granted = granted.plus(outlet.granted());
        unreachable = unreachable.plus(gone ? outlet.granted() : PhaseAmps.ZERO);
        delivered += outlet.amps * TICK / 3_600_000.0;
      }
      PhaseAmps bound = most.atLeast(lost);
      PhaseAmps over = load.minus(bound).atLeast(PhaseAmps.ZERO);
      for (int phase = 0; phase < 3; phase++) {
        if (over.of(phase) > 0.01) {
          excess += TICK / 1000.0;
          if (excess < 1) {
            note("load " + load + " bound " + bound + " registers " + registers());
          }
        }
      }
      registers(told, granted, unreachable);
      latency(told, load);
      before = told;
    }

    /** Time from a lower limit until the registers allow no more. */
    private void registers(PhaseAmps told, PhaseAmps granted, PhaseAmps unreachable) {
      boolean answers = outlets.stream().allMatch(o -> now() >= o.reachableFrom);
      if (down() || now() < settledAt) {
        registersAt = -1;
        return;
      }
      boolean high = !grantedBefore.within(told.atLeast(unreachable));
      grantedBefore = granted;
      if (before.minus(told).max() > 0.5 && high && registersAt < 0) {
        registersAt = now() - TICK;
        away = false;
      }
      away |= !answers;
      if (registersAt >= 0 && granted.within(told.atLeast(unreachable))) {
        (away ? toRegisterAway : toRegister).add(now() - registersAt);
        registersAt = -1;
      }
    }

    private void latency(PhaseAmps told, PhaseAmps load) {
      boolean calm =
          !down()
              && now() >= settledAt
              && outlets.stream().allMatch(o -> o.deadUntil < 0 && !o.refuses);
      if (calm && before.minus(told).max() > 0.5) {
        loweredAt = loweredAt < 0 ? now() : loweredAt;
      }
      if (!calm) {
        loweredAt = -1;
      } else if (loweredAt >= 0 && load.within(told.plus(PhaseAmps.each(0.01)))) {
        toCurrent.add(now() - loweredAt);
        loweredAt = -1;
      }
    }

    private List<Integer> registers() {
      return outlets.stream().map(o -> o.charger.registers().word(SET_POINT)).toList();
    }
  }

  private static long percentile(List<Long> all, double share) {
    Collections.sort(all);
    return all.isEmpty()
        ? 0
        : all.get((int) Math.min(all.size() - 1, Math.ceil(share * all.size())));
  }

  /** FAULTS C26, C37. */
  @Test
  void no_phase_exceeds_the_limit_whatever_dies() {
    List<Long> toAnswer = new ArrayList<>();
    List<Long> toRegister = new ArrayList<>();
    List<Long> toRegisterAway = new ArrayList<>();
    List<Long> toCurrent = new ArrayList<>();
    List<String> above = new ArrayList<>();
    double excess = 0;
    double delivered = 0;
    for (long seed = FIRST; seed < FIRST + RUNS; seed++) {
      World world = new World(seed);
      for (int tick = 0; tick < SECONDS * 1000 / TICK; tick++) {
        world.step();
      }
      excess += world.excess;
      if (world.excess > 0) {
        above.add("seed %d, %.1f s: %s".formatted(seed, world.excess, world.story));
      }
      toCurrent.addAll(world.toCurrent);
      toRegister.addAll(world.toRegister);
      toRegisterAway.addAll(world.toRegisterAway);
      world.rig.answers.stream()
          .filter(ack -> ack.outcome() instanceof Outcome.Applied applied && applied.verified())
          .forEach(ack -> toAnswer.add(ack.ms()));
      delivered += world.delivered;
    }
    System.out.printf(
        "group limit: %d runs of %d s, %.1f phase-seconds above; %d decreases in every register, p99"
            + " %d ms; %d with chargers that do not answer, p99 %d ms; %d answers 'verified', p99"
            + " %d ms; %d decreases followed by the currents, p99 %d ms; %.0f Ah delivered%n",
        RUNS,
        SECONDS,
        excess,
        toRegister.size(),
        percentile(toRegister, 0.99),
        toRegisterAway.size(),
        percentile(toRegisterAway, 0.99),
        toAnswer.size(),
        percentile(toAnswer, 0.99),
        toCurrent.size(),
        percentile(toCurrent, 0.99),
        delivered);
    assertThat(above).as("phase-seconds above the limit").isEmpty();
    assertThat(delivered).as("the cars do charge, Ah per phase").isGreaterThan(RUNS / 2.0);
    assertThat(percentile(toRegister, 0.99)).isLessThanOrEqualTo(2_000);
    assertThat(percentile(toCurrent, 0.99)).isLessThanOrEqualTo(10_000);
  }

  /** The judge sees chargers that confirm a write and do not do it. */
  @Test
  void chargers_that_do_not_follow_are_seen() {
    World world = new World(2);
    world.outlets.forEach(Outlet::arrive);
    for (int tick = 0; tick < 200; tick++) {
      world.scheduler.advance(TICK);
      world.outlets.forEach(outlet -> outlet.tick(world.now()));
      world.judge();
    }
    world.outlets.forEach(outlet -> outlet.charger.keep("set_point", true));
    world.rig.limit(0, 0);
    world.commanded = 0;
    for (int tick = 0; tick < 200; tick++) {
      world.scheduler.advance(TICK);
      world.outlets.forEach(outlet -> outlet.tick(world.now()));
      world.judge();
    }
    assertThat(world.excess).isGreaterThan(1);
  }
}

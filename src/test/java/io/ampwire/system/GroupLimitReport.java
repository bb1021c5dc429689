package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Figures of several runs with a limited feeder. */
final class GroupLimitReport {
  private static final long REGISTERS = 2000;
  private static final long CURRENTS = 10_000;

  private final String what;
  private final List<FeederJudge.Latency> toRegisters = new ArrayList<>();
  private final List<FeederJudge.Latency> toCurrents = new ArrayList<>();
  private final List<FeederJudge.Latency> lost = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();
  private double above;
  private double running;
  private double hours;
  private int runs;

  GroupLimitReport(String what) {
    this.what = what;
  }

  void add(long seed, GroupLimitSite site, FeederJudge.Verdict verdict) {
    runs++;
    above += verdict.above();
    running += verdict.running();
    hours += verdict.ampHours();
    toRegisters.addAll(verdict.toRegisters());
    toCurrents.addAll(verdict.toCurrents());
    lost.addAll(verdict.toRegistersLost());
    System.out.printf(
        "group limit, %s, seed %d: %.1f phase-seconds above (%.1f without stalls, %.1f while no"
            + " bridge ran), to"
            + " registers %s, with chargers away %s, to currents %s, %.0f Ah%n",
        what,
        seed,
        verdict.above(),
        verdict.running(),
        verdict.outage(),
        times(verdict.toRegisters()),
        times(verdict.toRegistersLost()),
        times(verdict.toCurrents()),
        verdict.ampHours());
    if (Boolean.getBoolean("group.limit.trace")) {
      System.out.println(site.record.story);
    }
    if (verdict.above() > 0) {
      System.out.println(verdict.worst());
    }
    if (verdict.running() > 0) {
      violations.add("seed " + seed + ": " + verdict.worst() + "; " + site.record.story);
      System.out.println(violations.get(violations.size() - 1));
    }
  }

  void print() {
    System.out.printf(
        "group limit, %s: %d runs, %.1f phase-seconds above (%.1f without stalls); limit to last"
            + " register %s; with chargers away %s; limit to currents %s; %.0f Ah over the"
            + " phases%n",
        what, runs, above, running, times(toRegisters), times(lost), times(toCurrents), hours);
  }

  private static String times(List<FeederJudge.Latency> all) {
    return all.isEmpty()
        ? "n 0"
        : "n %d p50 %d p99 %d max %d ms (without stalls p99 %d ms)"
            .formatted(
                all.size(),
                percentile(all, 50, FeederJudge.Latency::millis),
                percentile(all, 99, FeederJudge.Latency::millis),
                percentile(all, 100, FeederJudge.Latency::millis),
                percentile(all, 99, GroupLimitReport::running));
  }

  /** Time without that in which the machine ran somebody else. */
  private static long running(FeederJudge.Latency latency) {
    return latency.millis() - latency.stalled();
  }

  private static long percentile(
      List<FeederJudge.Latency> all, int percent, ToLongFunction<FeederJudge.Latency> value) {
    long[] sorted = all.stream().mapToLong(value).sorted().toArray();
    return sorted[(int) Math.ceil(percent / 100.0 * sorted.length) - 1];
  }

  void assertNothingAbove() {
    assertThat(violations).as("phase-seconds above the limit").isEmpty();
    assertThat(hours).as("the cars do charge, Ah").isPositive();
  }

  void assertKept() {
    assertNothingAbove();
    assertThat(hours).as("the cars do charge, Ah").isGreaterThan(runs);
    assertThat(toRegisters).as("limits that were lowered").isNotEmpty();
    assertThat(toCurrents).as("limits that the cars followed").isNotEmpty();
    assertThat(percentile(toRegisters, 99, GroupLimitReport::running))
        .as("registers, ms")
        .isLessThanOrEqualTo(REGISTERS);
    assertThat(percentile(toCurrents, 99, GroupLimitReport::running))
        .as("currents, ms")
        .isLessThanOrEqualTo(CURRENTS);
  }
}

package io.ampwire.system;

import io.ampwire.faults.Stalls;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Judge of a feeder's currents after a run. A limit counts from the moment at which it was sent;
 * the answers say only whether the bridge heard it. Where that is open, the judge allows the higher
 * of both values. A car has five seconds.
 */
final class FeederJudge {
  private static final long GRACE = Duration.ofSeconds(5).toNanos();
  private final FeederRecord record;
  private final Feeder feeder;

  /**
   * The feeder, by its inventory.
   *
   * @param most limit per phase, A
   * @param safe limit without a lease or a meter, A
   * @param stale age from which the meter does not count, ns
   */
  record Feeder(double most, double safe, long stale) {}

  /**
   * Time from a lower limit to its effect.
   *
   * @param stalled time during which the machine did not run this process, ms
   */
  record Latency(long millis, long stalled) {
    static Latency of(long from, long to) {
      return new Latency(
          (to - from) / 1_000_000,
          Math.min(to - from, Stalls.between(from, to).toNanos()) / 1_000_000);
    }
  }

  /**
   * Result of a run.
   *
   * @param above phase-seconds above the limit, five seconds after it was sent
   * @param running the same, where time in which the machine stood still does not count
   * @param outage phase-seconds above the limit while no bridge ran, which do not count above
   * @param toRegisters time from a lower limit until the registers allow no more, with all chargers
   * @param toCurrents time from a lower limit until no more flows, with all chargers
   * @param toRegistersLost the first, with chargers that cannot be reached
   */
  record Verdict(
      double above,
      double running,
      double outage,
      List<Latency> toRegisters,
      List<Latency> toCurrents,
      List<Latency> toRegistersLost,
      double ampHours,
      List<String> worst) {}

  FeederJudge(FeederRecord record, Feeder feeder) {
    this.record = record;
    this.feeder = feeder;
  }

  Verdict judge() {
    Window window = new Window();
    double above = 0;
    double running = 0;
    double outage = 0;
    double hours = 0;
    List<String> worst = new ArrayList<>();
    long last = record.samples.get(0).at();
    FeederAmps before = FeederAmps.each(feeder.most);
    for (FeederRecord.Sample sample : record.samples) {
      double seconds = (sample.at() - last) / 1e9;
      last = sample.at();
      hours += sample.load().sum() * seconds / 3600;
      FeederAmps told = told(sample.at());
      boolean out = out(sample.at());
      FeederAmps bound = out ? told.atLeast(before).atLeast(sample.apart()) : told;
      before = bound;
      window.add(sample.at(), bound);
      FeederAmps allowed = window.highest(sample.at() - GRACE);
      int phases = sample.load().above(allowed.atLeast(sample.lost()));
      above += phases * seconds;
      if (phases > 0) {
        long stalled = Stalls.between(sample.at() - 2 * GRACE, sample.at()).toNanos();
        FeederAmps late = window.highest(sample.at() - GRACE - Math.min(GRACE, stalled));
        running += sample.load().above(late.atLeast(sample.lost())) * seconds;
      }
      outage += out ? sample.load().above(told) * seconds : 0;
      if (phases > 0 && worst.size() < 5) {
        worst.add(
            "%.1f s: %s flow, %s allowed, %s lost, registers allow %s"
                .formatted(
                    (sample.at() - record.samples.get(0).at()) / 1e9,
                    sample.load(),
                    allowed,
                    sample.lost(),
                    sample.granted()));
      }
    }
    List<Latency> toRegisters = new ArrayList<>();
    List<Latency> toCurrents = new ArrayList<>();
    List<Latency> lost = new ArrayList<>();
    latencies(toRegisters, toCurrents, lost);
    return new Verdict(above, running, outage, toRegisters, toCurrents, lost, hours, worst);
  }

  /** What was allowed lately. */
  private static final class Window {
    private final Deque<FeederAmps> bounds = new ArrayDeque<>();
    private final Deque<Long> times = new ArrayDeque<>();

    void add(long at, FeederAmps bound) {
      bounds.addFirst(bound);
      times.addFirst(at);
      while (at - times.peekLast() > 3 * GRACE) {
        times.removeLast();
        bounds.removeLast();
      }
    }

    /** The highest since that moment. */
    FeederAmps highest(long since) {
      FeederAmps highest = FeederAmps.ZERO;
      Iterator<FeederAmps> bound = bounds.iterator();
      for (long at : times) {
        if (at < since) {
          break;
        }
        highest = highest.atLeast(bound.next());
      }
      return highest;
    }
  }

  /** Highest current that the bridge may allow by what it has been told. */
  private FeederAmps told(long at) {
    long forgot =
        record.outages.stream()
            .filter(o -> o.forgets() && o.restart() <= at)
            .mapToLong(FeederRecord.Outage::restart)
            .max()
            .orElse(Long.MIN_VALUE);
    List<FeederAmps> limits = new ArrayList<>();
    boolean known = false;
    for (int i = record.limits.size() - 1; i >= 0 && !known; i--) {
      FeederRecord.Limit limit = record.limits.get(i);
      if (limit.at() <= at && limit.at() > forgot) {
        known = record.answered.contains(limit.id());
        limits.add(with(limit, at));
      }
    }
    if (!known) {
      boolean forgotten = forgot > Long.MIN_VALUE;
      limits.add(metered(FeederAmps.each(forgotten ? feeder.safe : feeder.most), forgotten, at));
    }
    return limits.stream().reduce(FeederAmps.ZERO, FeederAmps::atLeast);
  }

  private FeederAmps with(FeederRecord.Limit limit, long at) {
    boolean lapsed = at >= limit.leaseEnd();
    return metered(lapsed ? FeederAmps.each(feeder.safe) : limit.amps(), lapsed, at);
  }

  private FeederAmps metered(FeederAmps limit, boolean lapsed, long at) {
    FeederAmps safe = FeederAmps.each(feeder.safe);
    FeederAmps most = FeederAmps.each(feeder.most);
    FeederAmps bound = limit.atMost(most);
    FeederAmps allowed = null;
    boolean sure = false;
    long restart =
        record.outages.stream()
            .filter(o -> o.forgets() && o.restart() <= at)
            .mapToLong(FeederRecord.Outage::restart)
            .max()
            .orElse(Long.MIN_VALUE);
    for (int i = record.metered.size() - 1; i >= 0 && !sure; i--) {
      FeederRecord.Metered value = record.metered.get(i);
      if (value.at() > at) {
        continue;
      }
      if (at - value.at() >= feeder.stale || value.at() <= restart) {
        break;
      }
      sure = value.sure();
      FeederAmps left = most.minus(value.amps());
      FeederAmps here = lapsed ? bound.atMost(left) : bound.minus(value.amps());
      allowed = allowed == null ? here : allowed.atLeast(here);
    }
    if (sure) {
      return allowed;
    }
    FeederAmps stale = bound.atMost(safe);
    return allowed == null ? stale : allowed.atLeast(stale);
  }

  private boolean out(long at) {
    return record.outages.stream().anyMatch(o -> o.from() <= at && at < o.settled());
  }

  /**
   * Times from each lower limit until the registers allow, and the cars draw, no more. A limit
   * counts if the registers, or the cars, were above it at the moment at which it was sent.
   */
  private void latencies(
      List<Latency> toRegisters, List<Latency> toCurrents, List<Latency> toRegistersLost) {
    for (FeederRecord.Limit limit : record.limits) {
      if (record.answered.contains(limit.id())) {
        latency(limit, toRegisters, toCurrents, toRegistersLost);
      }
    }
  }

  private void latency(
      FeederRecord.Limit limit,
      List<Latency> toRegisters,
      List<Latency> toCurrents,
      List<Latency> toRegistersLost) {
    boolean calm = true;
    FeederRecord.Sample before = null;
    boolean registersAbove = true;
    boolean carsAbove = true;
    boolean first = true;
    for (FeederRecord.Sample sample : record.samples) {
      if (sample.at() < limit.at()) {
        before = sample;
        continue;
      }
      if (before == null || out(sample.at()) || unmetered(sample.at())) {
        return;
      }
      calm &= sample.calm();
      FeederAmps bound = told(sample.at()).atLeast(sample.lost());
      if (first) {
        registersAbove = before.granted().above(bound) > 0;
        carsAbove = before.load().above(bound) > 0;
        first = false;
      }
      Latency latency = Latency.of(limit.at(), sample.at());
      if (registersAbove && sample.granted().above(bound) == 0) {
        registersAbove = false;
        (calm ? toRegisters : toRegistersLost).add(latency);
      }
      if (carsAbove && sample.load().above(bound) == 0) {
        carsAbove = false;
        if (calm) {
          toCurrents.add(latency);
        }
      }
      if (!registersAbove && !carsAbove) {
        return;
      }
    }
  }

  /** Whether the other load is not known for sure, so that another limit may be in force. */
  private boolean unmetered(long at) {
    return record.metered.stream()
        .noneMatch(m -> m.sure() && m.at() <= at && at - m.at() < feeder.stale / 2);
  }
}

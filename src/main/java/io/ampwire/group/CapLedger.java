package io.ampwire.group;

import io.ampwire.control.MemberReport;
import io.ampwire.map.ChargerId;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Ledger of the caps of a group and of the highest current that each member may still draw. A lower
 * cap counts only when the member's lane has reported that it enforced this cap and that the
 * register holds it. Until then the member counts with the highest cap since its last proof. A
 * member that does not answer counts with the larger of that value and its fallback.
 */
public final class CapLedger {
  private final Map<ChargerId, Entry> entries = new HashMap<>();
  private long generations;

  /**
   * State of one member.
   *
   * @param cap in force, A; empty before the first
   * @param exposure highest current that it may draw while it is under control, A
   * @param fallback its fallback, A
   * @param proved whether the cap is enforced and read back
   * @param reachable whether it answers and control is held
   */
  private record Entry(
      OptionalLong cap,
      long generation,
      double exposure,
      double fallback,
      boolean proved,
      boolean reachable) {}

  /** Adds a member that has not been read; it counts with this current, A. */
  public void add(ChargerId member, double most) {
    entries.putIfAbsent(member, new Entry(OptionalLong.empty(), 0, most, 0, false, false));
  }

  public void remove(ChargerId member) {
    entries.remove(member);
  }

  /** Takes over a member of another ledger. */
  void adopt(ChargerId member, CapLedger from) {
    entries.put(member, from.entries.get(member));
    generations = Math.max(generations, from.generations);
  }

  /** Sets a cap; returns its generation. */
  public long set(ChargerId member, long amps) {
    Entry e = entries.get(member);
    long generation = ++generations;
    entries.put(
        member,
        new Entry(
            OptionalLong.of(amps),
            generation,
            Math.max(e.exposure, amps),
            e.fallback,
            false,
            e.reachable));
    return generation;
  }

  /** Records what a member's lane reports. */
  public void report(ChargerId member, MemberReport report) {
    Entry e = entries.get(member);
    MemberReport.Limit limit = report.limit();
    boolean held = report.answers() && limit.held();
    boolean known = report.answers() && limit.settled();
    boolean proved =
        held
            && known
            && e.cap.isPresent()
            && limit.generation() == e.generation
            && limit.most() <= e.cap.getAsLong();
    double exposure = e.exposure;
    if (proved) {
      exposure = e.cap.getAsLong();
    } else if (known && e.cap.isEmpty()) {
      exposure = limit.most();
    } else if (report.answers()) {
      exposure = Math.max(exposure, limit.most());
    }
    double fallback = report.answers() ? limit.fallback() : e.fallback;
    entries.put(member, new Entry(e.cap, e.generation, exposure, fallback, proved, held));
  }

  /** Marks a member that has not reported in time. */
  public void silent(ChargerId member) {
    Entry e = entries.get(member);
    entries.put(member, new Entry(e.cap, e.generation, e.exposure, e.fallback, e.proved, false));
  }

  /** Highest current that the member may draw now, A per phase. */
  public double counted(ChargerId member) {
    Entry e = entries.get(member);
    return e.reachable ? e.exposure : Math.max(e.exposure, e.fallback);
  }

  public OptionalLong cap(ChargerId member) {
    return entries.get(member).cap;
  }

  /** Whether the cap in force is enforced and read back. */
  public boolean proved(ChargerId member) {
    return entries.get(member).proved;
  }

  /** Whether the member answers and control is held. */
  public boolean reachable(ChargerId member) {
    return entries.get(member).reachable;
  }

  /** Generation of the cap in force; 0 before the first. */
  public long generation(ChargerId member) {
    return entries.get(member).generation;
  }

  public double fallback(ChargerId member) {
    return entries.get(member).fallback;
  }
}

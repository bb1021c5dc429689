package io.ampwire.charger;

/** The ports of a lane, all of what it needs from outside besides its link. */
public record Surroundings(
    RoundTrip roundTrip,
    TelemetrySink sink,
    LaneMetrics metrics,
    IntentJournal intents,
    Audit audit,
    GroupGuard groups) {

  /** A lane that remembers nothing, keeps no audit and is in no group. */
  public static Surroundings of(RoundTrip roundTrip, TelemetrySink sink, LaneMetrics metrics) {
    return new Surroundings(
        roundTrip, sink, metrics, IntentJournal.NONE, Audit.NONE, GroupGuard.NONE);
  }
}

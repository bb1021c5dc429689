package io.ampwire.charger;

import io.ampwire.control.Audit;
import io.ampwire.control.GroupGuard;
import io.ampwire.control.IntentJournal;
import io.ampwire.control.RoundTrip;

/** The ports of a lane, all of what it needs from outside besides its link. */
public record LanePorts(
    RoundTrip roundTrip,
    TelemetrySink sink,
    LaneMetrics metrics,
    IntentJournal intents,
    Audit audit,
    GroupGuard groups) {

  /** A lane that remembers nothing, keeps no audit and is in no group. */
  public static LanePorts of(RoundTrip roundTrip, TelemetrySink sink, LaneMetrics metrics) {
    return new LanePorts(roundTrip, sink, metrics, IntentJournal.NONE, Audit.NONE, GroupGuard.NONE);
  }
}

package io.ampwire.charger;

import io.ampwire.control.Audit;
import io.ampwire.control.ControlListener;
import io.ampwire.control.ControlPorts;
import io.ampwire.control.GroupGuard;
import io.ampwire.control.IntentJournal;
import io.ampwire.control.RoundTrip;
import io.ampwire.map.ChargerId;

/** What a lane needs from outside, besides its connection. */
public record LanePorts(
    RoundTrip roundTrip,
    TelemetrySink sink,
    LaneMetrics metrics,
    IntentJournal intents,
    Audit audit,
    GroupGuard groups) {

  /** The ports of a lane that remembers nothing, keeps no audit and is in no group. */
  public static LanePorts of(RoundTrip roundTrip, TelemetrySink sink, LaneMetrics metrics) {
    return new LanePorts(roundTrip, sink, metrics, IntentJournal.NONE, Audit.NONE, GroupGuard.NONE);
  }

  /** The part of them that control of this charger needs. */
  ControlPorts control(ChargerId charger, ControlListener listener) {
    return new ControlPorts(
        roundTrip, intents, audit, groups, metrics, listener, ack -> sink.ack(charger, ack));
  }
}

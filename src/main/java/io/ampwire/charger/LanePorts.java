package io.ampwire.charger;

import io.ampwire.control.Audit;
import io.ampwire.control.BrokerRoundTrip;
import io.ampwire.control.ControlListener;
import io.ampwire.control.ControlPorts;
import io.ampwire.control.GroupGuard;
import io.ampwire.control.IntentJournal;
import io.ampwire.map.ChargerId;

/** Ports that a lane needs, besides its connection. */
public record LanePorts(
    BrokerRoundTrip roundTrip,
    TelemetrySink sink,
    LaneMetrics metrics,
    IntentJournal intents,
    BaselineJournal baselines,
    Audit audit,
    GroupGuard groups) {

  /** Ports of a lane without memory, audit and group. */
  public static LanePorts of(BrokerRoundTrip roundTrip, TelemetrySink sink, LaneMetrics metrics) {
    return new LanePorts(
        roundTrip,
        sink,
        metrics,
        IntentJournal.NONE,
        BaselineJournal.NONE,
        Audit.NONE,
        GroupGuard.NONE);
  }

  /** The subset of ports that the charger's control needs. */
  ControlPorts control(ChargerId charger, ControlListener listener) {
    return new ControlPorts(
        roundTrip, intents, audit, groups, metrics, listener, ack -> sink.ack(charger, ack));
  }
}

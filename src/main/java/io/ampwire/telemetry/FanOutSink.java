package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import java.util.List;

/**
 * Sink that passes each report to several sinks in order, on the lane's thread. The sinks do not
 * know each other.
 */
public record FanOutSink(List<TelemetrySink> sinks) implements TelemetrySink {
  public FanOutSink {
    sinks = List.copyOf(sinks);
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    sinks.forEach(sink -> sink.state(charger, snapshot));
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    sinks.forEach(sink -> sink.availability(charger, online));
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    sinks.forEach(sink -> sink.event(charger, event));
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    sinks.forEach(sink -> sink.meta(charger, meta));
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    sinks.forEach(sink -> sink.ack(charger, ack));
  }
}

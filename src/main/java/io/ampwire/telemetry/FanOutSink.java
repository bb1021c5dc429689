package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sink that passes each report to several sinks in order, on the lane's thread. The sinks do not
 * know each other: one that fails withholds the report from none of the others, and its exception
 * is thrown when all have the report.
 */
public record FanOutSink(List<TelemetrySink> sinks) implements TelemetrySink {
  public FanOutSink {
    sinks = List.copyOf(sinks);
  }

  private void each(Consumer<TelemetrySink> report) {
    RuntimeException failure = null;
    for (TelemetrySink sink : sinks) {
      try {
        report.accept(sink);
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    each(sink -> sink.state(charger, snapshot));
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    each(sink -> sink.availability(charger, online));
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    each(sink -> sink.event(charger, event));
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    each(sink -> sink.meta(charger, meta));
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    each(sink -> sink.ack(charger, ack));
  }
}

package io.ampwire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.RecordingSink;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FanOutSinkTest {
  private static final ChargerId BAY = new ChargerId("bay-01");

  @Test
  void every_sink_gets_every_report_in_the_order_of_the_lane() {
    RecordingSink first = new RecordingSink();
    RecordingSink second = new RecordingSink();
    FanOutSink all = new FanOutSink(List.of(first, second));

    all.meta(BAY, RecordingPublisher.meta());
    all.state(BAY, RecordingPublisher.snapshot(1));
    all.availability(BAY, true);
    all.event(BAY, new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, 1, Map.of()));
    all.ack(BAY, new Ack("set_point", Optional.empty(), Outcome.rejected(Code.BUSY, "full"), 1, 0));

    assertThat(first.log())
        .containsExactly("meta", "state good", "online", "event session_started", "ack set_point");
    assertThat(second.log()).isEqualTo(first.log());
  }

  @Test
  void a_sink_that_fails_withholds_the_report_from_no_other_and_its_failure_surfaces() {
    RecordingSink before = new RecordingSink();
    RecordingSink after = new RecordingSink();
    IllegalStateException full = new IllegalStateException("full");
    FanOutSink all = new FanOutSink(List.of(before, new Failing(full), after));

    assertThatThrownBy(() -> all.state(BAY, RecordingPublisher.snapshot(1))).isSameAs(full);

    assertThat(before.log()).containsExactly("state good");
    assertThat(after.log()).isEqualTo(before.log());
  }

  /** Fails at each state of a charger. */
  private record Failing(RuntimeException failure) implements TelemetrySink {
    @Override
    public void state(ChargerId charger, ChargerSnapshot snapshot) {
      throw failure;
    }
  }
}

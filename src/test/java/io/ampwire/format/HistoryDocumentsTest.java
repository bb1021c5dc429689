package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.format.HistoryDocuments.Row;
import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.ChargingSession.Energy;
import io.ampwire.session.ChargingSession.Source;
import io.ampwire.session.ChargingSession.StopCause;
import io.ampwire.session.ChargingSession.Times;
import io.ampwire.session.MinuteRow;
import io.ampwire.session.PowerHistory;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.TrustBook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HistoryDocumentsTest {
  private static final ChargerId BAY = new ChargerId("bay-01");
  private static final long START = 1_795_374_000_000L;

  private static ChargingSession ended(String label) {
    return new ChargingSession(
        "bay-01-mwr6vpxc",
        new Times(
            START,
            OptionalLong.of(START + 12_000),
            OptionalLong.of(START + 3_600_500),
            Duration.ofMillis(3_600_500),
            Duration.ofSeconds(3488)),
        new Energy(
            OptionalDouble.of(7412),
            Optional.of(Source.COUNTER),
            OptionalDouble.of(1_021_377),
            OptionalDouble.of(1_028_789)),
        OptionalDouble.of(11.04),
        Optional.of(new StopCause(2, label)),
        true);
  }

  private static final ChargingSession OPEN =
      new ChargingSession(
          "bay-01-x",
          new Times(
              START, OptionalLong.empty(), OptionalLong.empty(), Duration.ZERO, Duration.ZERO),
          new Energy(
              OptionalDouble.empty(),
              Optional.empty(),
              OptionalDouble.empty(),
              OptionalDouble.empty()),
          OptionalDouble.empty(),
          Optional.empty(),
          false);

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void the_session_document_has_every_key_and_null_for_what_is_unknown() {
    JsonDocuments documents = new JsonDocuments("k3v9x2", TrustBook.EMPTY);
    assertThat(
            text(
                documents.encode(
                    new Document.Session(
                        BAY, 3, OptionalLong.empty(), START + 3_612_000, ended("left")))))
        .isEqualTo(
            "{\"schema\":1,\"boot\":\"k3v9x2\",\"seq\":3,\"ts\":1795377612000,"
                + "\"time\":\"2026-11-22T20:00:12.000Z\",\"type\":\"session\","
                + "\"id\":\"bay-01-mwr6vpxc\",\"started\":1795374000000,"
                + "\"started_time\":\"2026-11-22T19:00:00.000Z\","
                + "\"charging_started\":1795374012000,"
                + "\"charging_started_time\":\"2026-11-22T19:00:12.000Z\","
                + "\"ended\":1795377600500,\"ended_time\":\"2026-11-22T20:00:00.500Z\","
                + "\"energy\":7.412,\"energy_from\":\"counter\",\"meter_start\":1021.377,"
                + "\"meter_end\":1028.789,\"duration_s\":3600,\"charging_s\":3488,"
                + "\"max_power\":11.04,\"stop_cause\":2,\"stop_cause_label\":\"left\","
                + "\"complete\":true}");
    assertThat(
            text(documents.encode(new Document.Session(BAY, 4, OptionalLong.of(9), START, OPEN))))
        .contains("\"epoch\":9")
        .contains("\"charging_started\":null,\"charging_started_time\":null")
        .contains("\"ended\":null,\"ended_time\":null,\"energy\":null,\"energy_from\":null")
        .contains("\"stop_cause\":null,\"stop_cause_label\":null,\"complete\":false}");
  }

  @Test
  void a_table_of_sessions_has_a_column_per_field() {
    assertThat(
            text(
                HistoryDocuments.sessionsCsv(
                    List.of(new Row(BAY, ended("left")), new Row(BAY, OPEN)))))
        .isEqualTo(
            "charger,id,started,charging_started,ended,energy_kwh,energy_from,meter_start_kwh,"
                + "meter_end_kwh,duration_s,charging_s,max_power_kw,stop_cause,"
                + "stop_cause_label,complete\r\n"
                + "bay-01,bay-01-mwr6vpxc,2026-11-22T19:00:00.000Z,2026-11-22T19:00:12.000Z,"
                + "2026-11-22T20:00:00.500Z,7.412,counter,1021.377,1028.789,3600,3488,11.04,2,"
                + "left,true\r\n"
                + "bay-01,bay-01-x,2026-11-22T19:00:00.000Z,,,,,,,0,0,,,,false\r\n");
  }

  /** A label comes from a map that anybody may write. */
  @Test
  void a_label_neither_breaks_the_table_nor_becomes_a_formula() {
    String csv =
        text(
            HistoryDocuments.sessionsCsv(
                List.of(
                    new Row(BAY, ended("=HYPERLINK(\"http://x\",\"y\")")),
                    new Row(BAY, ended("two\r\nlines, and \"quotes\"")))));
    assertThat(csv)
        .contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",true\r\n")
        .contains(",\"two\r\nlines, and \"\"quotes\"\"\",true\r\n");
  }

  @Test
  void history_is_a_grid_in_which_unknown_is_null() {
    long minute = START / 60_000;
    List<MinuteRow> rows =
        List.of(
            new MinuteRow(minute, 11, new float[] {16, 16, 16}, 16, 183.3f, 60),
            new MinuteRow(minute + 1, 5, new float[] {8, 8, Float.NaN}, Float.NaN, 41.7f, 30),
            new MinuteRow(minute + 4, 0, new float[] {0, 0, 0}, 16, 0, 60));
    PowerHistory history = new PowerHistory(rows, minute, minute + 6, 2);

    assertThat(text(HistoryDocuments.history(BAY, history, START + 360_000, 120)))
        .isEqualTo(
            "{\"charger\":\"bay-01\",\"from\":1795374000000,\"to\":1795374360000,"
                + "\"step_s\":120,\"ts\":[1795374000000,1795374120000,1795374240000],"
                + "\"power\":[9.0,null,0.0],\"current_1\":[13.3333,null,0.0],"
                + "\"current_2\":[13.3333,null,0.0],\"current_3\":[16.0,null,0.0],"
                + "\"limit\":[16.0,null,16.0],\"energy\":[0.225,null,0.0],"
                + "\"covered_s\":[90,0,60]}");
    assertThat(text(HistoryDocuments.historyCsv(history)).lines())
        .containsExactly(
            "time,power_kw,current_1_a,current_2_a,current_3_a,limit_a,energy_kwh,covered_s",
            "2026-11-22T19:00:00.000Z,9.0,13.3333,13.3333,16.0,16.0,0.225,90",
            "2026-11-22T19:04:00.000Z,0.0,0.0,0.0,0.0,16.0,0.0,60");
  }
}

package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.decode.Reading;
import io.ampwire.map.Evlink;
import io.ampwire.map.Point;
import io.ampwire.map.PointAccess;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RFID tags: personal data, which a lane reads only with {@code publish.tags}. */
class PersonalTagTest {
  private static final int ADDRESS = 9000;
  private static final String TAG = "last_rfid_tag";

  private final Bench bench = new Bench();

  @BeforeEach
  void chargerWithTag() {
    bench.map = withTag();
    bench.charger = new ScriptedCharger(bench.scheduler, bench.map);
    bench.charger.registers().put(TAG, "04A1B2C3");
  }

  /** FAULTS H17. */
  @Test
  void a_tag_is_neither_read_nor_reported_by_default() {
    bench.online();
    bench.scheduler.advance(3000);
    assertThat(bench.sink.states()).extracting(s -> s.reading(TAG)).containsOnly(Reading.WITHHELD);
    assertThat(bench.sink.states())
        .extracting(ChargerSnapshot::quality)
        .as("what must not be read is not missing")
        .containsOnly(ChargerSnapshot.Quality.GOOD);
    assertThat(tagReads()).isEmpty();
  }

  /** FAULTS H17. */
  @Test
  void it_stays_withheld_after_an_outage() {
    bench.online();
    bench.charger.away(true);
    bench.scheduler.advance(10_000);
    bench.charger.away(false);
    bench.scheduler.advance(40_000);
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    assertThat(bench.sink.states()).extracting(s -> s.reading(TAG).isValue()).containsOnly(false);
    assertThat(tagReads()).isEmpty();
  }

  @Test
  void the_inventory_may_permit_it() {
    bench.tags = true;
    bench.online();
    assertThat(bench.sink.state().reading(TAG)).isEqualTo(new Reading.Text("04A1B2C3"));
    assertThat(tagReads()).isNotEmpty();
  }

  private List<ScriptedCharger.Asked> tagReads() {
    return bench.charger.reads().stream()
        .filter(read -> read.start() <= ADDRESS && ADDRESS < read.start() + read.count())
        .toList();
  }

  private static RegisterMap withTag() {
    RegisterMap map = Evlink.MAP;
    Point tag = Point.at(TAG, ADDRESS, 4, ValueType.ASCII).access(PointAccess.READ).build();
    List<Point> points =
        new ArrayList<>(Stream.concat(map.points().stream(), Stream.of(tag)).toList());
    return new RegisterMap(
        map.head(),
        map.link(),
        map.identity(),
        map.control(),
        map.vehicle(),
        map.physics(),
        points,
        map.digest());
  }
}

package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger.Asked;
import io.ampwire.decode.Reading;
import io.ampwire.map.ControlMode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Points that are read less often than each poll: their values, and identity among them. */
class SlowPointsTest {
  private static final int FIRMWARE = 1212;
  private static final int REFERENCE = 4060;

  private final Bench bench = new Bench();

  /** FAULTS D07. */
  @Test
  void another_firmware_behind_the_same_connection_shows_within_ten_seconds() {
    bench.online();
    assertThat(bench.sink.meta().identity().firmware()).contains("1.4.7");
    bench.scheduler.advance(3000);
    bench.charger.registers().put("build_version_digit", 8);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.meta().identity().firmware()).contains("1.4.8");
    assertThat(bench.charger.dials()).isOne();
  }

  /** FAULTS D07. */
  @Test
  void after_a_reconnect_the_identity_is_read_before_any_write() {
    bench.mode = ControlMode.STANDING;
    bench.controlled();
    bench.scheduler.advance(3000);
    bench.charger.away(true);
    bench.charger.forget();
    bench.scheduler.advance(5000);
    bench.charger.away(false);
    bench.scheduler.advance(40_000);
    long written = bench.charger.writes().get(0).at();
    assertThat(firstRead(FIRMWARE)).isPresent().get().satisfies(at -> assertBefore(at, written));
    assertThat(firstRead(REFERENCE)).isPresent().get().satisfies(at -> assertBefore(at, written));
  }

  /** FAULTS D07. */
  @Test
  void a_document_keeps_the_firmware_of_the_last_read() {
    bench.online();
    bench.charger.forget();
    for (int second = 0; second < 8; second++) {
      bench.scheduler.advance(1000);
      assertThat(bench.sink.state().reading("build_version_digit")).isEqualTo(new Reading.Whole(7));
      assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    }
    assertThat(firstRead(FIRMWARE)).isEmpty();
    assertThat(bench.charger.reads()).hasSize(8 * 5);
  }

  @Test
  void a_slow_point_that_is_refused_for_a_moment_has_no_value_until_the_next_poll() {
    bench.online();
    bench.charger.refuseRead("build_version_digit", 6);
    int polls = 0;
    while (bench.sink.state().reading("build_version_digit").isValue()) {
      assertThat(++polls).as("polls until it is read again").isLessThanOrEqualTo(10);
      bench.scheduler.advance(1000);
    }
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.PARTIAL);
    bench.charger.refuseRead("build_version_digit", 0);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.state().reading("build_version_digit")).isEqualTo(new Reading.Whole(7));
  }

  @Test
  void after_an_outage_no_slow_point_shows_its_old_value() {
    bench.online();
    bench.charger.away(true);
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.state().reading("build_version_digit").isValue()).isFalse();
    bench.charger.registers().put("build_version_digit", 9);
    bench.charger.away(false);
    bench.scheduler.advance(40_000);
    List<ChargerSnapshot> states = bench.sink.states();
    assertThat(states.stream().map(s -> s.reading("build_version_digit")).distinct().toList())
        .filteredOn(Reading::isValue)
        .containsExactly(new Reading.Whole(7), new Reading.Whole(9));
  }

  private Optional<Long> firstRead(int address) {
    return bench.charger.reads().stream()
        .filter(r -> r.start() <= address && address < r.start() + r.count())
        .map(Asked::at)
        .findFirst();
  }

  private static void assertBefore(long earlier, long later) {
    assertThat(earlier).isLessThan(later);
  }
}

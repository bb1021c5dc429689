package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A device that does not answer, or hangs up, where other devices refuse. */
class MuteRegisterTest {
  private final Bench bench = new Bench();

  /** FAULTS R03. */
  @ParameterizedTest
  @CsvSource({
    "energy_active_total, false",
    "frequence, false",
    "ev_state, false",
    "frequence, true",
    "energy_active_total, true"
  })
  void the_point_is_found_and_reported_and_the_rest_is_published(String name, boolean closes) {
    bench.charger.mute(name, closes);
    bench.begin();
    bench.scheduler.advance(60_000);
    Point point = bench.map.point(name).orElseThrow();
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED))
        .extracting(event -> event.details().get("point"), event -> event.details().get("address"))
        .containsExactly(tuple(name, point.address()));
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED).get(0).details().get("what").toString())
        .contains(closes ? "closed" : "no answer");
    assertThat(bench.sink.state().reading(name)).isEqualTo(Reading.UNSUPPORTED);
    assertThat(
            bench.map.points().stream()
                .filter(Point::core)
                .filter(p -> !p.name().equals(name) && p.readable())
                .filter(p -> !bench.sink.state().reading(p.name()).isValue())
                .map(Point::name))
        .isEmpty();
    bench.sink.forget();
    bench.scheduler.advance(10_000);
    assertThat(bench.sink.states().size()).isGreaterThanOrEqualTo(9);
    assertThat(bench.set("ems", 16).label()).isEqualTo("applied");
  }

  /** FAULTS R03. */
  @Test
  void what_was_mute_is_asked_again_and_comes_back() {
    bench.charger.mute("frequence", false);
    bench.begin();
    bench.scheduler.advance(40_000);
    bench.charger.heal();
    bench.scheduler.advance(130_000);
    assertThat(bench.sink.state().reading("frequence").isValue()).isTrue();
    assertThat(bench.sink.meta().unsupported()).isEmpty();
  }

  @Test
  void a_device_that_answers_nothing_is_offline_and_no_point_is_blamed() {
    bench.online();
    bench.charger.hang(true);
    bench.scheduler.advance(60_000);
    assertThat(bench.lane.online()).isFalse();
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED)).isEmpty();
  }

  @Test
  void a_charger_that_refuses_everything_while_it_starts_gets_every_point_back() {
    bench.charger.refuseReads(2);
    bench.begin();
    bench.scheduler.advance(8000);
    bench.charger.refuseReads(0);
    bench.scheduler.advance(3000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED)).isEmpty();
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    bench.charger.forget();
    bench.scheduler.advance(1000);
    assertThat(bench.charger.reads()).hasSizeLessThan(9);
  }

  @Test
  void a_point_that_was_refused_while_the_charger_started_is_asked_again_within_two_minutes() {
    bench.charger.refuseRead("frequence", 2);
    bench.online();
    bench.scheduler.advance(8000);
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED)).hasSize(1);
    bench.charger.refuseRead("frequence", 0);
    bench.scheduler.advance(112_000);
    assertThat(bench.sink.state().reading("frequence").isValue()).isTrue();
    assertThat(bench.sink.meta().unsupported()).isEmpty();
    assertThat(List.copyOf(bench.charger.dialled())).hasSize(1);
  }
}

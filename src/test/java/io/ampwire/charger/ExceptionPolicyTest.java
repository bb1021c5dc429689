package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.decode.Reading;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each Modbus exception costs. None of them costs the connection. */
class ExceptionPolicyTest {
  private final Bench bench = new Bench();

  /** FAULTS W11. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void what_the_device_does_not_have_is_told_once_and_the_rest_goes_on(int code) {
    bench.charger.refuseRead("frequence", code);
    if (code == 1) {
      bench.charger.refuseRead("ocpp_status", 1).refuseRead("frequence", 0);
    }
    bench.online();
    bench.scheduler.advance(60_000);
    String missing = code == 1 ? "ocpp_status" : "frequence";
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED))
        .extracting(ChargerEvent::details)
        .containsExactly(
            Map.of(
                "point",
                missing,
                "address",
                bench.map.point(missing).orElseThrow().address(),
                "modbus",
                code));
    assertThat(bench.sink.state().reading(missing)).isEqualTo(Reading.UNSUPPORTED);
    assertThat(bench.sink.state().reading("voltage_phase_1").isValue()).isTrue();
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.PARTIAL);
    assertThat(bench.sink.meta().unsupported()).containsExactly(missing);
    assertThat(bench.charger.dials()).isEqualTo(1);
    assertThat(bench.lane.online()).isTrue();
  }

  @Test
  void a_point_that_is_not_there_costs_no_read_once_that_is_known() {
    bench.charger.refuseRead("frequence", 2);
    bench.online();
    bench.scheduler.advance(20_000);
    bench.charger.forget();
    bench.scheduler.advance(5000);
    assertThat(bench.charger.reads())
        .noneMatch(r -> r.start() <= 3109 && r.start() + r.count() > 3109);
  }

  /** FAULTS W11. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6})
  void a_busy_device_is_asked_less_often_and_is_not_offline(int code) {
    bench.online();
    bench.charger.refuseReads(code);
    bench.sink.forget();
    bench.charger.forget();
    bench.scheduler.advance(60_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.sink.log()).isEmpty();
    assertThat(bench.charger.reads().size()).isLessThan(8 * 8);
    bench.charger.refuseReads(0);
    bench.scheduler.advance(17_000);
    assertThat(bench.sink.log()).contains("state good").doesNotContain("online");
    assertThat(bench.charger.dials()).isEqualTo(1);
  }

  /** FAULTS W11. It may leave out the next sixteen polls when the connection breaks. */
  @Test
  void a_busy_device_is_asked_at_once_on_a_new_connection() {
    bench.online();
    bench.charger.refuseReads(6);
    bench.scheduler.advance(40_000);
    bench.charger.refuseReads(0).cut();
    bench.sink.forget();
    bench.scheduler.advance(2000);
    assertThat(bench.sink.log()).contains("state good");
  }

  /** FAULTS W11. */
  @ParameterizedTest
  @ValueSource(ints = {4, 0x0A, 0x0B, 0x63})
  void a_device_that_fails_everywhere_is_offline_by_hysteresis_with_the_number(int code) {
    bench.online();
    bench.charger.refuseReads(code);
    bench.sink.forget();
    bench.scheduler.advance(2000);
    assertThat(bench.lane.online()).isTrue();
    bench.scheduler.advance(2000);
    assertThat(bench.lane.online()).isFalse();
    assertThat(bench.sink.events(Type.CHARGER_OFFLINE).get(0).details().get("reason").toString())
        .startsWith("exception " + code + " ");
    assertThat(bench.charger.dials()).isEqualTo(1);
  }

  /** FAULTS W11. */
  @ParameterizedTest
  @ValueSource(ints = {4, 6, 0x0B, 0x63})
  void a_device_that_fails_in_one_place_is_degraded_there_only(int code) {
    bench.charger.refuseRead("frequence", code);
    bench.online();
    bench.scheduler.advance(5000);
    assertThat(bench.sink.state().reading("frequence"))
        .isEqualTo(new Reading.Unavailable("exception " + code));
    assertThat(bench.sink.state().reading("set_point").isValue()).isTrue();
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.PARTIAL);
    bench.charger.refuseRead("frequence", 0);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.state().quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    assertThat(bench.sink.events(Type.POINT_UNSUPPORTED)).isEmpty();
  }

  @Test
  void identity_is_still_read_when_the_first_poll_of_a_connection_was_refused() {
    bench.charger.refuseReads(6);
    bench.begin();
    bench.scheduler.advance(1500);
    bench.charger.refuseReads(0);
    bench.scheduler.advance(5000);
    assertThat(bench.sink.meta().identity().reference()).hasValue("EVB3S22N40");
  }

  @Test
  void identity_and_slow_points_are_read_again_after_an_outage_without_reconnect() {
    bench.online();
    bench.charger.refuseReads(4);
    bench.scheduler.advance(5000);
    bench.charger.refuseReads(0);
    bench.scheduler.advance(1000);
    assertThat(bench.charger.dials()).isEqualTo(1);
    assertThat(bench.sink.meta().identity().reference()).hasValue("EVB3S22N40");
    assertThat(bench.sink.state().reading("energy_active_total").isValue()).isTrue();
  }

  @Test
  void a_slow_point_that_was_refused_is_asked_again_in_the_next_cycle() {
    bench.charger.refuseRead("energy_active_total", 4);
    bench.online();
    bench.charger.refuseRead("energy_active_total", 0);
    bench.scheduler.advance(1000);
    assertThat(bench.sink.state().reading("energy_active_total").isValue()).isTrue();
  }
}

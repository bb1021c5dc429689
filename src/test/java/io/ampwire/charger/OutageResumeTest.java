package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ControlMode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Standing control after the broker was away. */
class OutageResumeTest {
  private final Bench bench = new Bench();

  @BeforeEach
  void standing() {
    bench.mode = ControlMode.STANDING;
    bench.intents = new FakeIntents();
  }

  @Test
  void after_a_long_broker_outage_it_resumes_when_the_round_trip_is_back() {
    bench.controlled();
    bench.loseBroker();
    bench.scheduler.advance(90_000);
    assertThat(bench.losses()).containsExactly("broker_lost");
    bench.charger.forget();
    bench.charger.registers().put("set_point", 10);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
    bench.findBroker();
    bench.scheduler.advance(3000);
    assertThat(bench.amps()).containsExactly(16);
    assertThat(bench.charger.writes().get(0).value()).isEqualTo(16);
    assertThat(bench.charger.writes("lifebit")).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"AWAY_TOO_LONG", "CLOCK_WENT_BACK", "LIMIT_CAME_DOWN", "GROUP_IS_FULL"},
      mode = EnumSource.Mode.EXCLUDE)
  void after_a_long_broker_outage_each_condition_holds_too(Broken broken) {
    bench.controlled();
    bench.loseBroker();
    bench.scheduler.advance(90_000);
    bench.charger.cut();
    bench.charger.forget();
    broken.in(bench);
    bench.scheduler.advance(20_000);
    bench.findBroker();
    bench.scheduler.advance(Duration.ofMinutes(15));
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.losses()).containsExactly("broker_lost");
  }

  @Test
  void a_broker_outage_of_more_than_ten_minutes_is_too_long() {
    bench.controlled();
    bench.loseBroker();
    bench.scheduler.advance(Duration.ofMinutes(12));
    bench.findBroker();
    bench.charger.forget();
    bench.scheduler.advance(Duration.ofMinutes(5));
    assertThat(bench.charger.writes()).isEmpty();
  }
}

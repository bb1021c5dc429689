package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class LifebitSchemeTest {
  private static final OptionalLong NONE = OptionalLong.empty();
  private static final FailSafe TIMED =
      new FailSafe(
          List.of("safe"),
          Optional.empty(),
          Optional.of("timeout"),
          OptionalLong.of(0),
          true,
          false);

  private static ToDoubleFunction<String> readings(Map<String, Double> values) {
    return name -> values.getOrDefault(name, Double.NaN);
  }

  @Test
  void a_constant_supervises_while_it_can_be_read_and_is_not_switched_off() {
    LifebitScheme scheme =
        new LifebitScheme.WriteConstant("bit", 1, OptionalLong.of(2), OptionalLong.of(0));
    assertThat(scheme.supervises(FailSafe.NONE, readings(Map.of("bit", 0.0)))).isTrue();
    assertThat(scheme.supervises(FailSafe.NONE, readings(Map.of("bit", 2.0)))).isFalse();
    assertThat(scheme.supervises(FailSafe.NONE, readings(Map.of()))).isFalse();
    assertThat(scheme.next(Optional.empty())).hasValue(Decimal.of(1));
    assertThat(scheme.isForeign(7)).isTrue();
    assertThat(scheme.isForeign(0) || scheme.isForeign(1) || scheme.isForeign(Double.NaN))
        .isFalse();
  }

  /** FAULTS E02. */
  @Test
  void a_fallback_that_the_device_says_is_off_supervises_nothing() {
    LifebitScheme constant = new LifebitScheme.WriteConstant("bit", 1, NONE, OptionalLong.of(0));
    LifebitScheme rewrite = new LifebitScheme.RewriteSetPoint("set_point");
    for (LifebitScheme scheme : List.of(constant, rewrite)) {
      assertThat(scheme.supervises(TIMED, readings(Map.of("bit", 0.0, "timeout", 30.0)))).isTrue();
      assertThat(scheme.supervises(TIMED, readings(Map.of("bit", 0.0, "timeout", 0.0)))).isFalse();
    }
  }

  @Test
  void a_timeout_is_read_where_the_map_says_and_traffic_never_supervises() {
    LifebitScheme timeout = new LifebitScheme.WriteTimeout("set", 30, OptionalLong.of(0));
    assertThat(timeout.supervises(TIMED, readings(Map.of("timeout", 30.0)))).isTrue();
    assertThat(timeout.supervises(TIMED, readings(Map.of("timeout", 0.0)))).isFalse();
    assertThat(timeout.supervises(TIMED, readings(Map.of("set", 30.0)))).isFalse();
    assertThat(new LifebitScheme.AnyTraffic("", NONE).supervises(TIMED, readings(Map.of())))
        .isFalse();
  }

  @Test
  void a_set_point_is_sent_again_only_where_one_is_in_force() {
    LifebitScheme rewrite = new LifebitScheme.RewriteSetPoint("set_point");
    assertThat(rewrite.next(Optional.empty())).isEmpty();
    assertThat(rewrite.next(Optional.of(Decimal.of(10)))).hasValue(Decimal.of(10));
    assertThat(rewrite.rewritesSetPoint()).isTrue();
  }
}

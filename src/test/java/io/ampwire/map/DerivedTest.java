package io.ampwire.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is derived from a map belongs to that map. */
class DerivedTest {
  private final AtomicInteger made = new AtomicInteger();

  private record Names(String first, int number) {}

  private record Units(String first) {}

  private Names names(RegisterMap map) {
    return map.derived(
        Names.class, m -> new Names(m.points().get(0).name(), made.incrementAndGet()));
  }

  @Test
  void it_is_made_once_for_each_map_and_each_kind() {
    RegisterMap one = Evlink.MAP.withDigest("one");
    RegisterMap other = Evlink.MAP.withDigest("other");

    assertThat(names(one)).isSameAs(names(one));
    assertThat(names(other)).isNotSameAs(names(one));
    assertThat(made).hasValue(2);
    assertThat(one.derived(Units.class, m -> new Units(m.points().get(0).unit())))
        .isEqualTo(new Units(one.points().get(0).unit()));
  }

  @Test
  void it_does_not_count_when_maps_are_compared() {
    RegisterMap one = Evlink.MAP.withDigest("same");
    RegisterMap other = Evlink.MAP.withDigest("same");
    names(one);
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  @Test
  void chargersShareWhatIsEqualHoweverManyOtherValuesThereAre() {
    RegisterMap map = Evlink.MAP.withDigest("shared");
    List<String> first = map.shared(List.of("3.4", "9"));
    assertThat(map.shared(List.of("3.4", "9"))).isSameAs(first);

    for (int i = 0; i < 10_000; i++) {
      assertThat(map.shared(List.of("other", i))).containsExactly("other", i);
    }
    assertThat(((PointList) map.points()).shared()).hasSizeLessThanOrEqualTo(256);
  }
}

package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChargerEventTest {
  @Test
  void detailsKeepTheirOrderAndTheirUnknownValues() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("z", 1L);
    given.put("a", null);
    given.put("m", "text");

    ChargerEvent event = new ChargerEvent(ChargerEvent.Type.SESSION_ENDED, 5, given);
    given.put("later", true);

    assertThat(event.details())
        .containsExactly(entry("z", 1L), entry("a", null), entry("m", "text"));
    assertThat(event.details().get("m")).isEqualTo("text");
    assertThat(event.details().getOrDefault("b", "none")).isEqualTo("none");
    assertThat(event)
        .isEqualTo(new ChargerEvent(ChargerEvent.Type.SESSION_ENDED, 5, event.details()));
    assertThatThrownBy(() -> event.details().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}

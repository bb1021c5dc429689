package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeviceKeyTest {
  private static final String LEGAL = "[a-zA-Z0-9_-]+";

  @Test
  void usual_names_read_as_they_are() {
    assertThat(DeviceKey.of("ampwire", "bridge")).isEqualTo("ampwire_bridge");
    assertThat(DeviceKey.of("ampwire", "bridge", new ChargerId("bay-01")))
        .isEqualTo("ampwire_bridge_bay-01");
  }

  @Test
  void any_base_topic_and_any_ids_give_legal_keys_and_never_one_twice() {
    List<String> keys = new ArrayList<>();
    String longest = "a".repeat(128);
    for (String base : List.of("a", "a_b", "a/b", "a-b", "a b", "Ä", "ß/ü", longest, "a__b")) {
      for (String bridge : List.of("b", "b_c", "b-c", "c")) {
        keys.add(DeviceKey.of(base, bridge));
        for (String charger : List.of("c", "b_c", "b-c", "d_e", "0123456789")) {
          keys.add(DeviceKey.of(base, bridge, new ChargerId(charger)));
        }
      }
    }

    assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches(LEGAL));
    assertThat(keys).allMatch(key -> key.length() <= 120);
  }
}

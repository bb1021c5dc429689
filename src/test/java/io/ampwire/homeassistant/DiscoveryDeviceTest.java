package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entity ids as Home Assistant makes them: lower case, no double underscores, none at an end. */
class DiscoveryDeviceTest {
  @ParameterizedTest
  @CsvSource({
    "bay-01, set_point, sensor.bay_01_set_point",
    "Bay 1 / North, limit__now, sensor.bay_1_north_limit_now",
    "__a, b--, sensor.a_b",
    "Gar\u00e4ge.7, \u00fc, sensor.gar_ge_7_"
  })
  void an_entity_id_holds_letters_digits_and_single_underscores(
      String id, String point, String entity) {
    DiscoveryDevice device = new DiscoveryDevice("key", "name", id, false);
    assertThat(device.entity("sensor", point, "Name")).containsEntry("default_entity_id", entity);
  }
}

package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.charger.ChargerDescription;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.command.Permissions;
import io.ampwire.fleet.Inventory;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The inventory's word on scales, and what the meta document says of a proved one. */
class ScaleSettingTest {
  private static Inventory inventory(String entry) {
    InventoryReader.Result result =
        InventoryReader.read("inventory.yaml", "chargers: [" + entry + "]", Files.library().maps());
    assertThat(result).isInstanceOf(InventoryReader.Parsed.class);
    return ((InventoryReader.Parsed) result).inventory();
  }

  @Test
  void a_scale_is_the_map_s_unless_the_inventory_has_it_proved() {
    Inventory plain = inventory("{ id: a, host: h }");
    Inventory proving = inventory("{ id: a, host: h, scale: prove }");
    assertThat(plain.chargers().get(0).format().scale()).isEqualTo(ScaleChoice.AS_DOCUMENTED);
    assertThat(proving.chargers().get(0).format().scale()).isEqualTo(ScaleChoice.PROVE);
    assertThat(proving.digest()).isNotEqualTo(plain.digest());
  }

  @Test
  void a_factor_in_use_stands_in_the_meta_document_and_no_other_point_has_one() throws IOException {
    RegisterMap map = Files.library().maps().get("go-e-charger");
    ChargerMeta meta =
        new ChargerMeta(
            map,
            DeviceIdentity.UNKNOWN,
            new Interpreter(map, WordOrderChoice.AS_DOCUMENTED).verdict(),
            Permissions.MONITOR_ONLY,
            Set.of(),
            ChargerDescription.NONE,
            Map.of("power_active_phase_tot", 1000.0));
    JsonNode json = new ObjectMapper().readTree(MetaJson.write(meta, TrustBook.EMPTY.of(map)));
    assertThat(json.at("/points/power_active_phase_tot/scale_factor_proved").asDouble())
        .isEqualTo(1000);
    assertThat(json.at("/points/voltage_phase_1").has("scale_factor_proved")).isFalse();
    assertThat(json.at("/map/check").asText()).isEqualTo("unchecked");
  }
}

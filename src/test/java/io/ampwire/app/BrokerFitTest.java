package io.ampwire.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.fleet.Inventory;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.RegisterMap;
import io.ampwire.mqtt.BrokerProfile;
import io.ampwire.mqtt.Topics;
import io.ampwire.trust.TrustBook;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BrokerFitTest {
  private static final Map<String, RegisterMap> MAPS =
      ((MapLibrary.Loaded) MapLibrary.load(Optional.empty())).library().maps();
  private static final TrustBook TRUST = EvidenceLibrary.shipped().book();

  private static List<String> faults(BrokerProfile profile, String base, String clientId) {
    return new BrokerFit(profile, clientId, base, new Topics(base, "bridge", Optional.empty()))
        .faults(Optional.empty(), TRUST);
  }

  private static List<String> faults(Inventory inventory) {
    return new BrokerFit(
            BrokerProfile.AWS_IOT_CORE,
            "ampwire-bridge",
            "ampwire",
            new Topics("ampwire", "b", Optional.empty()))
        .faults(Optional.of(inventory), TRUST);
  }

  private static Inventory inventory(InventoryReader.Result read) {
    return ((InventoryReader.Parsed) read).inventory();
  }

  @Test
  void aBaseTopicMayHaveFourLevelsAtAwsAndNoFifth() {
    assertThat(faults(BrokerProfile.AWS_IOT_CORE, "dt/site/de/north", "ampwire-bridge")).isEmpty();

    assertThat(faults(BrokerProfile.AWS_IOT_CORE, "dt/site/de/north/1", "ampwire-bridge"))
        .containsExactly(
            "ampwire.base-topic: 'dt/site/de/north/1' has 5 levels and the bridge adds 4;"
                + " aws-iot-core takes 8 in a topic, so use at most 4");
    assertThat(faults(BrokerProfile.GENERIC, "dt/site/de/north/1/2/3", "ampwire-bridge")).isEmpty();
  }

  @Test
  void theLongestTopicCountsInBytes() {
    String base = "ü".repeat(80);

    assertThat(faults(BrokerProfile.AWS_IOT_CORE, base, "ampwire-bridge"))
        .containsExactly(
            "ampwire.base-topic: with it a topic may take 271 bytes, and aws-iot-core takes 256:"
                + " make it at least 15 shorter");
    assertThat(faults(BrokerProfile.GENERIC, base, "ampwire-bridge")).isEmpty();
  }

  @Test
  void aClientIdThatIsTooLongIsTold() {
    assertThat(faults(BrokerProfile.AWS_IOT_CORE, "ampwire", "c".repeat(129)))
        .containsExactly("ampwire.mqtt.client-id: has 129 bytes, and aws-iot-core takes 128");
  }

  @Test
  void everyShippedMapFitsIntoAMessageAtAws() {
    String yaml =
        MAPS.keySet().stream()
            .map(id -> "  - { id: %s, host: %s.example, map: %s }%n".formatted(id, id, id))
            .collect(Collectors.joining("", "chargers:\n", ""));

    assertThat(faults(inventory(InventoryReader.read("inventory", yaml, MAPS)))).isEmpty();
  }

  @Test
  void moreChargersThanTheInfoDocumentCanNameAreTold() {
    String many =
        IntStream.range(0, 10_000)
            .mapToObj(i -> "charger-%05d@10.%d.%d.1".formatted(i, i / 256, i % 256))
            .collect(Collectors.joining(","));

    assertThat(faults(inventory(InventoryReader.readShort(many, MAPS))))
        .singleElement()
        .asString()
        .startsWith("ampwire.inventory: the info document may take ")
        .endsWith(
            "aws-iot-core takes 131072: divide the chargers over several bridges, or shorten their map");
  }
}

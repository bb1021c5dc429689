package io.ampwire.app.broker;

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

class BrokerLimitsCheckTest {
  private static final Map<String, RegisterMap> MAPS =
      ((MapLibrary.Loaded) MapLibrary.load(Optional.empty())).library().maps();
  private static final TrustBook TRUST = EvidenceLibrary.shipped().book();

  private static List<String> faults(BrokerProfile profile, String base, String clientId) {
    return new BrokerLimitsCheck(
            profile, clientId, base, new Topics(base, "bridge", Optional.empty()))
        .faults(Optional.empty(), TRUST);
  }

  private static List<String> faults(Inventory inventory) {
    return new BrokerLimitsCheck(
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
    String many = chargers(4000, "a-charger-with-a-long-name-%04d", "every: 60s");

    assertThat(faults(inventory(InventoryReader.read("inventory", many, MAPS))))
        .singleElement()
        .asString()
        .startsWith("ampwire.inventory: the info document may take ")
        .endsWith(
            "aws-iot-core takes 131072: divide the chargers over several bridges,"
                + " or shorten their map");
  }

  @Test
  void moreMessagesThanTheBrokerTakesInASecondAreTold() {
    assertThat(faults(inventory(InventoryReader.read("i", chargers(90, "c%d", "every: 0s"), MAPS))))
        .isEmpty();
    assertThat(faults(inventory(InventoryReader.read("i", chargers(91, "c%d", "every: 0s"), MAPS))))
        .containsExactly(
            "ampwire.inventory: the chargers may make 91 messages a second, and aws-iot-core takes"
                + " 90: set publish.every, a longer poll, or divide them over several bridges");
    assertThat(
            faults(inventory(InventoryReader.read("i", chargers(3, "c%d", "points: true"), MAPS))))
        .singleElement()
        .asString()
        .contains("may make 114 messages a second");
  }

  private static String chargers(int count, String id, String publish) {
    return IntStream.range(0, count)
        .mapToObj(i -> "  - { id: %s, host: h%d }%n".formatted(id.formatted(i), i))
        .collect(
            Collectors.joining(
                "", "defaults: { publish: { %s } }%nchargers:%n".formatted(publish), ""));
  }
}

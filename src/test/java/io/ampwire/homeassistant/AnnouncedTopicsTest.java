package io.ampwire.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Decimal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncedTopicsTest {
  private static final String TOPIC = "homeassistant/device/ampwire_bridge_bay-01/config";

  @TempDir Path folder;
  private final List<String> troubles = new ArrayList<>();

  private AnnouncedTopics open() {
    return new AnnouncedTopics(folder.resolve("told"), Runnable::run, troubles::add);
  }

  @Test
  void the_next_run_knows_what_this_one_announced() {
    AnnouncedTopics first = open();
    first.announcing(TOPIC, Map.of("ev_state", "sensor", "charging-limit", "number"));
    first.limit("ampwire_bridge_bay-01", Decimal.of(16));

    AnnouncedTopics next = open();
    assertThat(next.topics()).containsExactly(TOPIC);
    assertThat(next.entities(TOPIC))
        .isEqualTo(Map.of("ev_state", "sensor", "charging-limit", "number"));
    assertThat(next.limit("ampwire_bridge_bay-01")).hasValue(Decimal.of(16));
  }

  @Test
  void an_entity_that_is_gone_stays_known_until_the_broker_has_its_removal() {
    AnnouncedTopics announced = open();
    announced.announcing(TOPIC, Map.of("a", "sensor", "b", "sensor"));
    announced.announcing(TOPIC, Map.of("a", "sensor"));
    assertThat(open().entities(TOPIC)).containsOnlyKeys("a", "b");

    announced.settled(TOPIC, Optional.of(Map.of("a", "sensor")));
    assertThat(open().entities(TOPIC)).containsOnlyKeys("a");

    announced.settled(TOPIC, Optional.empty());
    assertThat(open().topics()).isEmpty();
  }

  @Test
  void a_damaged_file_is_told_and_counts_as_empty() throws IOException {
    Files.writeString(folder.resolve("told"), "topic\\ x=\\uZZZZ");

    assertThat(open().topics()).isEmpty();
    assertThat(troubles).hasSize(1);
  }

  @Test
  void a_folder_that_cannot_be_written_is_told() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    AnnouncedTopics announced =
        new AnnouncedTopics(folder.resolve("file/told"), Runnable::run, troubles::add);

    announced.announcing(TOPIC, Map.of());

    assertThat(announced.topics()).containsExactly(TOPIC);
    assertThat(troubles).singleElement().asString().contains("cannot save");
  }
}

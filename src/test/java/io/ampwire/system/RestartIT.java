package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An update: the bridge ends, another begins in its place, then one that is older than its files.
 */
class RestartIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final String BAY = ROOT + "bay-01/";
  private static final String LIFEBIT = "4000=1";
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();
  private final J2modServer charger = rig.keep(new J2modServer(new KnownCharger().words(true)));
  private final Mosquitto broker = rig.broker();
  private final BridgeProcess bridge = rig.bridge(broker);

  @Test
  void aStandingLimitComesBackWithTheNextBridgeAndNotWithAnOlderOne() throws IOException {
    broker.start();
    Subscriber heard = rig.subscribe(broker, ROOT + "#");
    bridge
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
                .formatted(charger.port()))
        .start();
    heard.await1(BAY + "status", "online");
    Commander user = new Commander(broker.port(), heard, ROOT + "bay-01");
    await("control")
        .atMost(SOON)
        .until(() -> user.ask("set_point", "10").get("status").asText().equals("applied"));
    await("a lifebit").atMost(SOON).until(() -> charger.writes().contains(LIFEBIT));

    long asked = System.nanoTime();
    stop();
    long beats = beats();
    long started = System.nanoTime();
    bridge.start();
    await("the lifebit again").atMost(SOON).until(() -> beats() > beats);
    long now = System.nanoTime();
    System.out.println(
        "restart: from the start of the process to the first lifebit %d ms, without one %d ms"
            .formatted((now - started) / 1_000_000, (now - asked) / 1_000_000));
    heard.awaitJson(BAY + "state", state -> state.get("control").asText().equals("held"));

    stop();
    byANewerVersion(bridge.folder().resolve("data"));
    long before = beats();
    heard.clear();
    bridge.start();
    JsonNode told =
        heard.awaitJson(ROOT + "event", e -> e.get("type").asText().equals("journal_newer"));
    heard.awaitJson(BAY + "state", state -> state.get("control").asText().equals("none"));
    System.out.println("restart: " + told);
    assertThat(beats()).as("lifebits of a version that cannot read the intent").isEqualTo(before);
    assertThat(bridge.folder().resolve("data/backlog/backlog.newer")).isNotEmptyFile();
    assertThat(bridge.folder().resolve("data/intents/bay-01.intent.newer")).isNotEmptyFile();
    assertThat(bridge.log()).contains("written by a newer version");
  }

  private long beats() {
    return charger.writes().stream().filter(LIFEBIT::equals).count();
  }

  private void stop() {
    bridge.terminate();
    assertThat(bridge.exitCode(SOON)).as(bridge.log()).isZero();
  }

  private static void byANewerVersion(Path data) throws IOException {
    Path intent = data.resolve("intents/bay-01.intent");
    Files.writeString(intent, Files.readString(intent).replace("format=1", "format=2"));
    MVMap.Builder<String, Long> builder = new MVMap.Builder<>();
    builder.keyType(StringDataType.INSTANCE);
    builder.valueType(LongDataType.INSTANCE);
    try (MVStore store = MVStore.open(data.resolve("backlog/backlog.mv").toString())) {
      store.openMap("figures", builder).put("format", 2L);
    }
  }
}

package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bridge on the data folder of another. */
class OtherBridgeIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @RegisterExtension final Rig rig = new Rig();

  private static String inventory(int port) {
    return "chargers: [{ id: bay-01, host: 127.0.0.1, port: %d, max-current: 32, lease: 600s }]"
        .formatted(port);
  }

  /** FAULTS J04. */
  @Test
  void itWritesNothingAndSendsNothingThatTheOtherLeft() {
    J2modServer charger = rig.keep(new J2modServer(new KnownCharger().words(true)));
    Mosquitto broker = rig.broker().start();
    Subscriber heard = rig.subscribe(broker, "ampwire/#");
    BridgeProcess b =
        rig.bridge(broker)
            .set("ampwire.bridge-id", "b")
            .file("ampwire.inventory", "inventory.yaml", inventory(charger.port()))
            .start();
    heard.await1("ampwire/b/bay-01/status", "online");
    Commander user = new Commander(broker.port(), heard, "ampwire/b/bay-01");
    assertThat(user.ask("set_point", "13").path("status").asText()).isEqualTo("applied");
    broker.kill();
    await("documents of b on disk")
        .atMost(SOON)
        .until(() -> b.metric("ampwire_journal_documents") > 5);
    b.kill();
    int writes = charger.writes().size();
    broker.start();
    Subscriber after = rig.subscribe(broker, "ampwire/#");

    Path data = b.folder().resolve("data");
    BridgeProcess other =
        rig.bridge(broker)
            .set("ampwire.bridge-id", "other")
            .set("ampwire.data-dir", data.toString())
            .file("ampwire.inventory", "inventory.yaml", inventory(charger.port()))
            .start();
    after.await1("ampwire/other/bay-01/status", "online");
    after.awaitJson(
        "ampwire/other/event",
        event ->
            event.path("type").asText().equals("data_of_other_bridge")
                && event.path("bridge").asText().equals("b"));
    after.awaitCount("ampwire/other/bay-01/state", 6);

    List<String> writtenSince = charger.writes().subList(writes, charger.writes().size());
    System.out.printf(
        "data of another bridge: register writes by other %d, backlog messages %d%n",
        writtenSince.size(), after.on("ampwire/other/bay-01/backlog").size());
    assertThat(writtenSince).isEmpty();
    assertThat(after.on("ampwire/other/bay-01/backlog")).isEmpty();
    assertThat(other.log()).contains("belongs to bridge 'b'");
  }
}

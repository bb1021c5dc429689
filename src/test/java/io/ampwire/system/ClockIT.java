package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine that does not know the time yet. */
class ClockIT {
  private static final String ROOT = "ampwire/bridge/";

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void aCommandWithATimeOfItsOwnWaitsForTheClockAndOneWithoutDoesNot() throws IOException {
    J2modServer charger = rig.keep(new J2modServer(new KnownCharger().words(true)));
    Mosquitto broker = rig.broker().start();
    Subscriber heard = rig.subscribe(broker, ROOT + "#");
    BridgeProcess bridge = rig.bridge(broker);
    Path mark = bridge.folder().resolve("timesync/synchronized");
    Files.createDirectory(mark.getParent());
    bridge
        .set("ampwire.clock-mark", mark.toString())
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
                .formatted(charger.port()))
        .start();
    heard.await1(ROOT + "bay-01/status", "online");
    Commander user = new Commander(broker.port(), heard, ROOT + "bay-01");

    assertThat(user.ask("set_point", timed(10)).path("code").asText()).isEqualTo("clock_unsynced");
    assertThat(user.ask("set_point", "{\"value\":11,\"ttl\":10}").path("status").asText())
        .isNotEqualTo("rejected");
    heard.awaitJson(ROOT + "info", info -> info.get("clock").asText().equals("unsynced"));

    Files.createFile(mark);
    heard.awaitJson(ROOT + "info", info -> info.get("clock").asText().equals("synced"));
    assertThat(user.ask("set_point", timed(12)).path("code").asText()).isEmpty();
  }

  private static String timed(int value) {
    return "{\"value\":%d,\"ts\":%d,\"ttl\":29}".formatted(value, System.currentTimeMillis());
  }
}

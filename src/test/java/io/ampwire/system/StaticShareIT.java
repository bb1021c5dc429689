package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two processes that are one bridge, each with the share that an operator gave it. */
class StaticShareIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final Duration SOON = Duration.ofSeconds(30);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void eachServesItsShareOnlyAndOneSpeaksForBoth() {
    Mosquitto broker = rig.broker().start();
    Subscriber all = rig.subscribe(broker, "ampwire/#");
    List<J2modServer> servers = serversOfBothShards();
    BridgeProcess first = member(broker, servers, 0).start();
    BridgeProcess second = member(broker, servers, 1).start();

    for (int shard = 0; shard < 2; shard++) {
      all.await1(ROOT + "bay-%d/status".formatted(shard), "online");
      all.await1(ROOT + "member/shard-%d/status".formatted(shard), "online");
    }
    all.await1(ROOT + "status", "online");
    JsonNode info = all.awaitJson(ROOT + "info", document -> true);
    assertThat(info.get("chargers")).hasSize(2);
    assertThat(first.metric("ampwire_chargers")).isEqualTo(1);
    assertThat(second.metric("ampwire_chargers")).isEqualTo(1);
    assertThat(all.on(ROOT + "bay-0/state").get(0).json().has("epoch")).isFalse();

    Commander user = new Commander(broker.port(), all, ROOT + "bay-1");
    await("an applied command")
        .atMost(SOON)
        .until(() -> user.ask("set_point", "10").get("status").asText().equals("applied"));
    int answers = user.answers("set_point").size();
    assertThat(servers.get(0).writes()).isEmpty();

    second.kill();
    all.await1(ROOT + "member/shard-1/status", "offline");
    assertThat(all.on(ROOT + "status")).extracting(Message::payload).doesNotContain("offline");
    first.kill();
    all.await1(ROOT + "status", "offline");
    assertThat(user.answers("set_point")).hasSize(answers);
  }

  private BridgeProcess member(Mosquitto broker, List<J2modServer> servers, int shard) {
    StringBuilder chargers = new StringBuilder("chargers:\n");
    for (int i = 0; i < servers.size(); i++) {
      chargers.append(
          "  - {id: bay-%d, host: 127.0.0.1, port: %d, max-current: 32}%n"
              .formatted(i, servers.get(i).port()));
    }
    return rig.bridge(broker)
        .file("ampwire.inventory", "inventory.yaml", chargers.toString())
        .set("ampwire.ownership.mode", "static")
        .set("ampwire.ownership.shards", "2")
        .set("ampwire.ownership.shard", Integer.toString(shard));
  }

  /** One charger in shard 0, and one in shard 1: which it is, its port decides. */
  private List<J2modServer> serversOfBothShards() {
    return List.of(serverIn(0), serverIn(1));
  }

  private J2modServer serverIn(int shard) {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    return shard(server.port()) == shard ? server : serverIn(shard);
  }

  private static int shard(int port) {
    return Shard.of("127.0.0.1", port, 2);
  }
}

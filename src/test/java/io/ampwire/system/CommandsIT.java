package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands by mosquitto_pub that become, or do not become, writes to a server of others. */
class CommandsIT {
  private static final String CHARGER = "ampwire/bridge/bay-01";
  private static final int LIFEBIT = 4000;
  private static final int SET_POINT = 4004;
  private static final int BEFORE = 16;

  @RegisterExtension final Rig rig = new Rig();
  private J2modServer server;
  private Mosquitto broker;
  private Subscriber subscriber;
  private Commander user;
  private BridgeProcess bridge;

  @BeforeEach
  void aServerABrokerAndABridgeThatIsNotStartedYet() {
    server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    broker = rig.broker().start();
    subscriber = rig.subscribe(broker, "#");
    user = new Commander(broker.port(), subscriber, CHARGER);
    bridge =
        rig.bridge(broker)
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers:\n  - id: bay-01\n    host: 127.0.0.1\n    port: %d\n    max-current: 32\n"
                    .formatted(server.port()));
  }

  private void running() {
    bridge.start();
    subscriber.await1(CHARGER + "/status", "online");
    subscriber.awaitJson(CHARGER + "/state", s -> "good".equals(s.get("quality").asText()));
  }

  /** FAULTS S06. */
  @Test
  void aSetPointIsWrittenReadBackAndKeptAliveByTheLifebit() {
    running();
    assertThat(server.writes()).as("before the first command nothing is written").isEmpty();

    JsonNode ack = user.ask("set_point", "10");

    assertThat(server.word(SET_POINT)).isEqualTo(10);
    assertThat(ack.get("status").asText()).isEqualTo("applied");
    assertThat(ack.get("verified").booleanValue()).isTrue();
    assertThat(ack.get("value").intValue()).isEqualTo(10);
    assertThat(ack.get("readback").intValue()).isEqualTo(10);
    System.out.println("commands: " + ack);
    subscriber.awaitJson(CHARGER + "/event", e -> "control_taken".equals(e.get("type").asText()));
    await("lifebits, each 2 s")
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.writes().size() >= 4);
    assertThat(server.writes()).startsWith("4004=10", "4000=1", "4000=1", "4000=1");
    JsonNode state =
        subscriber.awaitJson(CHARGER + "/state", s -> "held".equals(s.get("control").asText()));
    assertThat(state.get("set_point").intValue()).isEqualTo(10);
    assertThat(user.ask("control", "release").get("status").asText()).isEqualTo("applied");
    subscriber.awaitJson(CHARGER + "/event", e -> "control_lost".equals(e.get("type").asText()));
  }

  /** FAULTS R18. */
  @Test
  void aChargerThatIsRenamedWhileControlledReceivesNothingUnderItsNewName() {
    running();
    assertThat(user.ask("set_point", "10").get("status").asText()).isEqualTo("applied");
    await("lifebits").until(() -> server.writes().size() >= 3);

    bridge.file(
        "ampwire.inventory",
        "inventory.yaml",
        "chargers:\n  - {id: renamed, host: 127.0.0.1, port: %d, max-current: 32}\n"
            .formatted(server.port()));
    String renamed = "ampwire/bridge/renamed/state";
    subscriber.awaitJson(renamed, s -> "good".equals(s.get("quality").asText()));
    List<String> before = List.copyOf(server.writes());
    subscriber.awaitCount(renamed, 8);

    assertThat(server.writes()).as("after the new name").isEqualTo(before);
    assertThat(subscriber.on(renamed))
        .extracting(m -> m.json().get("control").asText())
        .containsOnly("none");
  }

  /** FAULTS C04 and C15. */
  @Test
  void whatMustNotBeWrittenIsRefusedWithTheRightCode() {
    user.pub().retain(user.topic("set_point"), "10");
    running();
    JsonNode retained = subscriber.await1(CHARGER + "/ack/set_point").json();

    assertThat(code(retained)).isEqualTo("retained");
    assertThat(code(user.ask("set_point", "99"))).isEqualTo("out_of_range");
    assertThat(code(user.ask("set_point", "5"))).isEqualTo("out_of_range");
    assertThat(code(user.ask("set_point", "33"))).isEqualTo("out_of_range");
    assertThat(code(user.ask("set_point", "abc"))).isEqualTo("bad_payload");
    assertThat(code(user.ask("set_point", ""))).isEqualTo("bad_payload");
    assertThat(code(user.ask("lifebit", "1"))).isEqualTo("not_writable");
    assertThat(code(user.ask("degraded_set_point_tri", "8"))).isEqualTo("not_writable");
    assertThat(code(user.ask("warp", "9"))).isEqualTo("unknown_command");
    assertThat(code(user.ask("control", "renew"))).isEqualTo("no_control");
    assertThat(server.writes()).isEmpty();
    assertThat(server.word(SET_POINT)).isEqualTo(BEFORE);
    assertThat(server.word(LIFEBIT)).isZero();
    System.out.println(
        "commands: "
            + Stream.concat(user.answers("set_point").stream(), user.answers("warp").stream())
                .map(m -> m.json().get("code").asText() + ": " + m.json().get("message").asText())
                .collect(Collectors.joining("; ")));
  }

  private static String code(JsonNode ack) {
    assertThat(ack.get("status").asText()).as("%s", ack).isEqualTo("rejected");
    return ack.get("code").asText();
  }

  /** FAULTS C01. */
  @Test
  void noPayloadStopsTheStream() {
    running();

    for (byte[] hostile : hostile()) {
      JsonNode ack = user.ask("set_point", hostile);
      assertThat(code(ack)).as("%s", ack).isIn("bad_payload", "out_of_range");
    }

    assertThat(server.writes()).isEmpty();
    assertThat(subscriber.on("ampwire/bridge/status").stream().map(Message::payload))
        .as("the bridge was there all the time")
        .containsOnly("online");
    assertThat(user.ask("set_point", "10").get("status").asText()).isEqualTo("applied");
    assertThat(server.word(SET_POINT)).isEqualTo(10);
  }

  private static List<byte[]> hostile() {
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) '7');
    byte[] notUtf8 = {'1', (byte) 0xC3, (byte) 0x28, (byte) 0xFF};
    byte[] loneSurrogate = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    return Stream.concat(
            Stream.of(megabyte, notUtf8, loneSurrogate, new byte[] {0}),
            Stream.of(
                    "[".repeat(10_000),
                    "{\"value\":".repeat(10_000),
                    "{\"value\":1",
                    "{\"value\":10,\"value\":11}",
                    "1e999",
                    "{\"value\":1e999}",
                    "1e-999999999",
                    "NaN",
                    "Infinity",
                    "{\"value\":\"10\"}",
                    "\"10\"",
                    "0x10",
                    "16.5",
                    "-1",
                    "65546",
                    "4294967306",
                    "true",
                    "null",
                    "10 10",
                    "{}")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** FAULTS C03. */
  @Test
  void nobodyAnswersForAChargerThatIsNotThere() {
    running();
    List<String> odd =
        List.of("bay-02", "BAY-01", "..", "$SYS", "%00", "bay-01%00", "_bridge", " ", "bay 01");
    for (String charger : odd) {
      user.pub().send("ampwire/bridge/" + charger + "/cmd/set_point", "10");
    }
    user.pub().send("ampwire/bridge/" + "x".repeat(60_000) + "/cmd/set_point", "10");
    user.pub().send("ampwire/bridge/bay-01/cmd/SET_POINT", "10");
    user.pub().send("ampwire/bridge/bay-01/cmd/" + "a".repeat(65), "10");
    user.pub().send("ampwire/bridge/_bridge/cmd/loop", "forged 1 1");

    // One connection keeps its order: when this is answered, all before it were looked at.
    assertThat(code(user.ask("set_point", "99"))).isEqualTo("out_of_range");

    assertThat(server.writes()).isEmpty();
    assertThat(subscriber.all().stream().map(Message::topic).filter(t -> t.contains("/ack/")))
        .containsExactly(CHARGER + "/ack/set_point");
    assertThat(
            subscriber.all().stream()
                .map(Message::topic)
                .filter(t -> t.startsWith("ampwire/bridge/") && !t.contains("/cmd/"))
                .distinct())
        .as("no topic was made of what came")
        .allMatch(
            t ->
                t.matches(
                    "ampwire/bridge/(bay-01/(state|backlog|status|meta|event|session|ack/set_point)|status|info|event)"));
    assertThat(bridge.metric("ampwire_messages_ignored_total")).isGreaterThanOrEqualTo(12);
  }

  /** FAULTS C09. */
  @Test
  void ofABurstTheNewestWinsAndEachIsAnswered() {
    running();
    List<String> burst = IntStream.rangeClosed(6, 32).mapToObj(Integer::toString).toList();

    burst.forEach(value -> user.pub().send(user.topic("set_point"), value));

    subscriber.awaitCount(CHARGER + "/ack/set_point", burst.size());
    await("the newest").until(() -> server.word(SET_POINT) == 32);
    assertThat(user.answers("set_point").stream().map(m -> m.json().get("status").asText()))
        .contains("applied")
        .isSubsetOf("applied", "rejected");
    assertThat(user.answers("set_point")).hasSize(burst.size());
  }
}

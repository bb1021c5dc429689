package io.ampwire.system;

import static io.ampwire.system.SparkplugHost.bdSeq;
import static io.ampwire.system.SparkplugHost.metric;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The edge node as a host application sees it through two brokers and Eclipse Tahu's decoder. */
class SparkplugIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DCMD = "spBv1.0/plant/DCMD/bridge/bay-01";
  private static final int SET_POINT = 4004;
  private static final int STOP_CAUSE = 4011;

  @RegisterExtension final Rig rig = new Rig();
  private J2modServer server;
  private RealBroker broker;
  private SparkplugHost host;
  private BridgeProcess bridge;

  static Stream<BrokerChoice> both() {
    return BrokerChoice.of(BrokerChoice.MOSQUITTO_5, BrokerChoice.ARTEMIS_3);
  }

  static Stream<BrokerChoice> one() {
    return BrokerChoice.of(BrokerChoice.MOSQUITTO_5);
  }

  private void aBridgeThatIsNotStartedYet(BrokerChoice choice) {
    server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    broker = choice.broker(rig).start();
    host = rig.keep(new SparkplugHost(broker.port()));
    bridge =
        rig.bridge(broker)
            .set("ampwire.mqtt.version", choice.version())
            .set("ampwire.sparkplug.enabled", "true")
            .set("ampwire.sparkplug.group-id", "plant")
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                """
                chargers:
                  - id: bay-01
                    host: 127.0.0.1
                    port: %d
                    poll: 100ms
                    word-order: low-word-first
                    max-current: 32
                """
                    .formatted(server.port()));
  }

  private static void assertSequence(List<JsonNode> messages) {
    int expected = 0;
    for (JsonNode message : messages) {
      String type = SparkplugHost.topic(message).split("/")[2];
      if (type.equals("NCMD") || type.equals("DCMD") || type.equals("NDEATH")) {
        continue;
      }
      expected = type.equals("NBIRTH") ? 0 : expected;
      assertThat(message.get("payload").get("seq").asInt()).as(type).isEqualTo(expected);
      assertThat(message.get("retained").booleanValue()).isFalse();
      expected = (expected + 1) % 256;
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void aHostReadsWritesAsksForARebirthAndLearnsOfADeath(BrokerChoice choice) throws IOException {
    aBridgeThatIsNotStartedYet(choice);
    bridge.start();
    JsonNode born = host.await1("NBIRTH", 1);
    JsonNode device = host.await1("DBIRTH", 1);
    assertThat(metric(born, "Node Control/Rebirth").orElseThrow().get("value").asText())
        .isEqualTo("false");
    ObjectNode values = JSON.createObjectNode();
    device
        .get("payload")
        .get("metrics")
        .forEach(metric -> values.set(metric.get("name").asText(), metric.get("value")));
    new KnownCharger().assertEquals(values);

    Subscriber acks = rig.subscribe(broker, "ampwire/bridge/bay-01/ack/+");
    write(10, System.currentTimeMillis());
    JsonNode ack = acks.awaitJson("ampwire/bridge/bay-01/ack/set_point", any -> true);
    assertThat(ack.get("status").asText()).isEqualTo("applied");
    assertThat(server.word(SET_POINT)).isEqualTo(10);
    host.await1("DDATA", data -> setPoint(data) == 10);
    await("the audit")
        .atMost(Duration.ofSeconds(10))
        .ignoreExceptions()
        .until(() -> audit().contains("\"by\":\"sparkplug:plant\""));
    System.out.println("sparkplug command, " + choice + ": " + ack);

    acks.clear();
    write(12, System.currentTimeMillis() - 60_000);
    assertThat(
            acks.awaitJson("ampwire/bridge/bay-01/ack/set_point", any -> true).get("code").asText())
        .isEqualTo("skew");
    assertThat(server.word(SET_POINT)).isEqualTo(10);

    host.command(
        "spBv1.0/plant/NCMD/bridge",
        "{\"timestamp\":%d,\"metrics\":[{\"name\":\"Node Control/Rebirth\",\"type\":\"Boolean\",\"value\":true}]}"
            .formatted(System.currentTimeMillis()));
    assertThat(bdSeq(host.await1("NBIRTH", 2))).isEqualTo(bdSeq(born));
    host.await1("DBIRTH", 2);
    assertSequence(host.all());

    Subscriber status = rig.subscribe(broker, "ampwire/bridge/status");
    status.await1("ampwire/bridge/status", "online");
    bridge.kill();
    status.await1("ampwire/bridge/status", "offline");
    JsonNode death = host.await1("NDEATH", 1);
    assertThat(bdSeq(death)).isEqualTo(bdSeq(born));
    assertThat(death.get("payload").has("seq")).isFalse();
    bridge.start();
    long again = bdSeq(host.await1("NBIRTH", 3));
    assertThat(again).isEqualTo(bdSeq(born) + 1);
    bridge.terminate();
    assertThat(bdSeq(host.await1("NDEATH", 2))).isEqualTo(again);
    System.out.printf(
        "sparkplug, %s: kill -9: NBIRTH bdSeq=%d, NDEATH bdSeq=%d; after the restart %d%n",
        choice, bdSeq(born), bdSeq(death), again);
  }

  private static int setPoint(JsonNode data) {
    return metric(data, "set_point").map(m -> m.get("value").asInt()).orElse(-1);
  }

  private void write(int amps, long timestamp) {
    host.command(
        DCMD,
        "{\"timestamp\":%d,\"metrics\":[{\"name\":\"set_point\",\"type\":\"Int32\",\"timestamp\":%d,\"value\":%d}]}"
            .formatted(timestamp, timestamp, amps));
  }

  private String audit() throws IOException {
    return Files.readString(bridge.folder().resolve("data/audit/audit-000001.jsonl"));
  }

  /** The charger's register counts; each number was read before the next one. */
  @ParameterizedTest
  @MethodSource("one")
  void nothingIsMissingAfterAnOutageOfTheBrokerAndAnAbsenceOfThePrimaryHost(BrokerChoice choice) {
    aBridgeThatIsNotStartedYet(choice);
    bridge.set("ampwire.sparkplug.primary-host", "scada").start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> bridge.log().contains("waits for the primary"));
    assertThat(host.all()).isEmpty();
    long now = System.currentTimeMillis();
    host.state("scada", true, now);
    host.await1("DBIRTH", 1);

    count(1, 5);
    host.await1("DDATA", data -> cause(data) == 5);
    host.state("scada", false, now);
    assertThat(bdSeq(host.await1("NDEATH", 1))).isEqualTo(bdSeq(host.await1("NBIRTH", 1)));
    count(6, 10);
    host.state("scada", true, now + 1);
    host.await1("DDATA", data -> cause(data) == 10);

    count(11, 15);
    broker.kill();
    count(16, 20);
    broker.start();
    host.listen();
    host.state("scada", true, now + 2);
    host.await1("NBIRTH", 3);
    host.await1("DDATA", data -> cause(data) == 20);
    count(21, 22);
    host.await1("DDATA", data -> cause(data) == 22);

    TreeSet<Integer> historical = causes(true);
    TreeSet<Integer> live = causes(false);
    TreeSet<Integer> all = new TreeSet<>(live);
    all.addAll(historical);
    System.out.printf(
        "sparkplug, %s: %d of 22 values arrived, %d of them as history %s%n",
        choice, all.size(), historical.size(), historical);
    assertThat(all.headSet(23).tailSet(1)).hasSize(22);
    assertThat(historical).containsAll(numbers(6, 10)).containsAll(numbers(16, 20));
    assertThat(live)
        .as("published as live")
        .doesNotContainAnyElementsOf(numbers(6, 10))
        .doesNotContainAnyElementsOf(numbers(16, 20));
  }

  /** Two processes are one bridge; each is the edge node of its shard. */
  @Test
  void withOwnershipEachShardIsAnEdgeNodeWithItsOwnChargersAndItsOwnDeath() {
    aBridgeThatIsNotStartedYet(BrokerChoice.MOSQUITTO_5);
    List<J2modServer> servers = List.of(serverIn(0), serverIn(1));
    List<BridgeProcess> members = List.of(member(servers, 0), member(servers, 1));
    for (int shard = 0; shard < 2; shard++) {
      String node = "bridge-" + shard;
      host.await1("NBIRTH", born -> SparkplugHost.topic(born).endsWith("/" + node));
      String device = node + "/bay-" + shard;
      host.await1("DBIRTH", born -> SparkplugHost.topic(born).endsWith("/" + device));
    }

    JsonNode born = host.await1("NBIRTH", m -> SparkplugHost.topic(m).endsWith("/bridge-1"));
    members.get(1).kill();
    JsonNode death = host.await1("NDEATH", m -> true);
    System.out.printf(
        "sparkplug shards: births %s, after kill -9 of one: %s bdSeq=%d of %d%n",
        host.all().stream()
            .map(SparkplugHost::topic)
            .filter(topic -> topic.contains("BIRTH"))
            .sorted()
            .toList(),
        SparkplugHost.topic(death),
        bdSeq(death),
        bdSeq(born));
    assertThat(SparkplugHost.topic(death)).isEqualTo("spBv1.0/plant/NDEATH/bridge-1");
    assertThat(bdSeq(death)).isEqualTo(bdSeq(born));
    assertThat(host.all("NDEATH")).hasSize(1);
    assertThat(host.all("DBIRTH")).extracting(SparkplugHost::topic).doesNotHaveDuplicates();
  }

  private BridgeProcess member(List<J2modServer> servers, int shard) {
    StringBuilder chargers = new StringBuilder("chargers:\n");
    for (int i = 0; i < servers.size(); i++) {
      chargers.append(
          "  - {id: bay-%d, host: 127.0.0.1, port: %d}%n".formatted(i, servers.get(i).port()));
    }
    return rig.bridge(broker)
        .set("ampwire.sparkplug.enabled", "true")
        .set("ampwire.sparkplug.group-id", "plant")
        .set("ampwire.ownership.mode", "static")
        .set("ampwire.ownership.shards", "2")
        .set("ampwire.ownership.shard", Integer.toString(shard))
        .file("ampwire.inventory", "inventory.yaml", chargers.toString())
        .start();
  }

  /** A charger whose port puts it into that shard. */
  private J2modServer serverIn(int shard) {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    return Shard.of("127.0.0.1", server.port(), 2) == shard ? server : serverIn(shard);
  }

  private void count(int from, int to) {
    for (int i : numbers(from, to)) {
      server.put(STOP_CAUSE, i);
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(20))
          // The API answers only when the process has started.
          .ignoreExceptionsInstanceOf(UncheckedIOException.class)
          .until(() -> shown() == i);
    }
  }

  /** The value that the bridge's API shows. */
  private int shown() throws IOException {
    for (JsonNode point : JSON.readTree(bridge.api("/api/v1/chargers/bay-01")).get("points")) {
      if (point.get("name").asText().equals("last_stop_cause")) {
        return point.get("value").asInt();
      }
    }
    throw new AssertionError("no last_stop_cause");
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private static int cause(JsonNode data) {
    return metric(data, "last_stop_cause").map(m -> m.get("value").asInt()).orElse(-1);
  }

  private TreeSet<Integer> causes(boolean historical) {
    TreeSet<Integer> values = new TreeSet<>();
    for (JsonNode data : host.all("DDATA")) {
      metric(data, "last_stop_cause")
          .filter(metric -> metric.path("isHistorical").asBoolean() == historical)
          .ifPresent(metric -> values.add(metric.get("value").asInt()));
    }
    return values;
  }
}

package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.faults.HostileBroker;
import io.ampwire.faults.Stalls;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bridge at a broker that breaks its promises: what it says, and that it goes on. */
class HostileBrokerIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final String CHARGER = ROOT + "bay-01/";
  private static final String ALL = ROOT + "+/cmd/+";

  @RegisterExtension final Rig rig = new Rig();
  private final ObjectMapper json = new ObjectMapper();
  private HostileBroker broker;
  private J2modServer server;
  private BridgeProcess bridge;

  @BeforeEach
  void aChargerABrokerAndABridgeThatIsNotStartedYet() {
    server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    broker = rig.keep(new HostileBroker());
    bridge =
        rig.bridge()
            .set("ampwire.mqtt.url", broker.url())
            .file(
                "ampwire.inventory",
                "inventory.yaml",
                "chargers: [{id: bay-01, host: 127.0.0.1, port: %d, max-current: 32}]"
                    .formatted(server.port()));
  }

  private static ConditionFactory patiently(String what) {
    return await(what)
        .atMost(Duration.ofSeconds(50))
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions();
  }

  private void awaitReady() {
    patiently("ready").until(() -> bridge.status("/q/health/ready") == 200);
  }

  private void awaitReason(String reason) {
    patiently(reason)
        .until(() -> bridge.page("/q/health/ready").contains("\"reason\": \"" + reason + "\""));
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
  }

  private List<JsonNode> on(String topic) {
    return broker.on(topic).stream().map(message -> read(message.payload())).toList();
  }

  private JsonNode read(String text) {
    try {
      return json.readTree(text);
    } catch (java.io.IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitEvent(String type) {
    patiently("event " + type)
        .until(
            () -> on(ROOT + "event").stream().anyMatch(e -> e.path("type").asText().equals(type)));
  }

  private void awaitMoreStates() {
    int before = broker.on(CHARGER + "state").size();
    patiently("telemetry").until(() -> broker.on(CHARGER + "state").size() >= before + 3);
  }

  private long logged(Predicate<String> wanted) {
    return bridge.log().lines().filter(wanted).count();
  }

  /** FAULTS M06. */
  @Test
  void aRefusedSubscriptionIsNotReadyIsSaidOnceAndEndsWhenItIsGranted() {
    broker.forbid(ALL);
    bridge.start();
    awaitReason("deaf");
    awaitEvent("broker_deaf");
    awaitMoreStates();
    assertThat(bridge.status("/q/health/ready")).isEqualTo(503);
    assertThat(broker.connects()).as("telemetry keeps its connection").isEqualTo(1);
    assertThat(logged(line -> line.contains("broker deaf"))).isEqualTo(1);

    broker.forbid();
    awaitEvent("commands_heard");
    awaitReady();
  }

  /** FAULTS M07. */
  @Test
  void aRetainedCommandThatIsTooLargeCostsCommandsAndNotTelemetryUntilItIsRemoved() {
    bridge.start();
    awaitReady();
    broker.retain(CHARGER + "cmd/set_point", new byte[5 << 20]);
    broker.drop();
    awaitReason("oversize");
    patiently("marks alone")
        .until(() -> broker.subscriptions().contains(ROOT + "_bridge/cmd/loop"));
    int connects = broker.connects();
    awaitMoreStates();
    awaitEvent("broker_oversize");
    assertThat(broker.connects()).as("no loop of connections").isEqualTo(connects);

    broker.retainNothing();
    awaitReady();
    awaitEvent("commands_heard");
    System.out.println(
        "broker: oversize, connections in all "
            + broker.connects()
            + ", warnings "
            + logged(line -> line.contains("broker oversize")));
  }

  /** FAULTS M04 and M05. */
  @Test
  void aBrokerThatConfirmsNothingIsLeftAfterTenSecondsAndGetsTheUnprovedStateAgain() {
    bridge.start();
    awaitReady();
    broker.acknowledge(false);
    broker.echo(false);
    int connects = broker.connects();
    long silentSince = System.nanoTime();
    patiently("another connection").until(() -> broker.connects() > connects);
    Duration took = Duration.ofNanos(System.nanoTime() - silentSince);
    System.out.println("broker: no PUBACK and no mark, replaced after " + took.toMillis() + " ms");
    assertThat(took)
        .isBetween(Duration.ofSeconds(7), Stalls.allowing(Duration.ofSeconds(14), silentSince));
    awaitReason("silent");
    assertThat(logged(line -> line.contains("broker silent"))).isEqualTo(1);

    broker.acknowledge(true);
    broker.echo(true);
    awaitReady();
    patiently("what was not proved comes again as it was")
        .until(
            () -> {
              List<String> numbers = numbers();
              return Set.copyOf(numbers).size() < numbers.size();
            });
  }

  private List<String> numbers() {
    return Stream.of("state", "backlog")
        .flatMap(topic -> on(CHARGER + topic).stream())
        .map(state -> state.get("boot").asText() + " " + state.get("seq"))
        .toList();
  }

  @Test
  void lateConfirmationsChangeNothing() {
    broker.acknowledgeAfter(3_000);
    bridge.start();
    awaitReady();
    awaitMoreStates();
    assertThat(broker.connects()).isEqualTo(1);
  }

  /** FAULTS C05. */
  @Test
  void aCommandThatIsBroughtTwiceIsWrittenOnceAndAnsweredAlike() {
    bridge.start();
    awaitReady();
    broker.copies(2);
    broker.send(CHARGER + "cmd/set_point", "{\"value\":10,\"id\":\"twice\"}");

    patiently("both answers").until(() -> on(CHARGER + "ack/set_point").size() == 2);
    List<JsonNode> answers = on(CHARGER + "ack/set_point");
    assertThat(answers.get(0).get("status").asText()).isEqualTo("applied");
    assertThat(answers.get(1)).isEqualTo(answers.get(0));
    assertThat(server.writes()).containsOnlyOnce("4004=10");
  }

  /** FAULTS M10, from the side of one of the two. */
  @Test
  void aBridgeWhoseConnectionsAreEndedAtOnceYieldsAndSaysSo() {
    broker.closeAfter(200);
    bridge.start();
    awaitReason("twin");
    assertThat(broker.connects()).isEqualTo(3);
    assertThat(logged(line -> line.contains("broker twin"))).isEqualTo(1);

    broker.closeAfter(0);
    awaitEvent("broker_twin");
    patiently("ready once the connection lasts")
        .until(() -> bridge.status("/q/health/ready") == 200);
  }
}

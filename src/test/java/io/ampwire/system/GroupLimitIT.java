package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A limit of a group, from a broker to the registers of simulated chargers. */
class GroupLimitIT {
  static final List<String> METRICS =
      List.of("ampwire_group_limit_amps", "ampwire_group_measured_amps", "ampwire_group_safe");
  private static final String ROOT = "ampwire/bridge/";
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Car CAR = new Car(32, 100_000);

  @RegisterExtension final Rig rig = new Rig();

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS C27. */
  @Test
  void aLimitReachesEveryRegisterAndItsLostLeaseFallsToTheSafeCurrent() {
    Vertx vertx = Vertx.vertx();
    rig.keep(() -> get(vertx.close()));
    DemoFleet fleet =
        new DemoFleet(
            vertx,
            IntStream.rangeClosed(1, 4)
                .mapToObj("bay-%02d"::formatted)
                .map(id -> ChargerOptions.threePhase(id).withNinetyNine(false))
                .toList(),
            ServerOptions.defaults());
    List<SimulatedCharger> chargers = get(fleet.start());
    rig.keep(() -> get(fleet.stop()));
    chargers.forEach(
        c -> {
          c.charger().plug(CAR);
          c.charger().authorise();
        });
    Mosquitto broker = rig.broker().start();
    Subscriber all = rig.subscribe(broker, "#");
    BridgeProcess bridge =
        rig.bridge(broker).file("ampwire.inventory", "inventory.yaml", inventory(chargers)).start();
    all.awaitJson(
        ROOT + "_group/feeder-1/state",
        s -> s.get("members").findValues("proved").stream().allMatch(JsonNode::booleanValue));

    Commander user = new Commander(broker.port(), all, ROOT + "_group/feeder-1");
    JsonNode ack = user.ask("limit", "{\"value\":30,\"unit\":\"A\",\"lease\":6,\"id\":\"l1\"}");

    System.out.println("group limit: " + ack);
    assertThat(ack.get("status").asText()).isEqualTo("applied");
    assertThat(ack.get("verified").booleanValue()).isTrue();
    assertThat(ack.get("ms").intValue()).isLessThan(2000);
    assertThat(sum(chargers)).isLessThanOrEqualTo(30);
    all.awaitJson(ROOT + "_group/feeder-1/state", s -> s.get("source").asText().equals("safe"));
    await("the safe current").atMost(SOON).until(() -> sum(chargers) <= 12);

    assertThat(bridge.metric("ampwire_group_safe{group=\"feeder-1\"}")).isEqualTo(1);
    for (String name : METRICS) {
      assertThat(bridge.page("/q/metrics")).contains(name + "{group=\"feeder-1\"");
    }

    JsonNode refused = user.ask("limit", "{\"value\":99,\"id\":\"l2\"}");
    assertThat(refused.get("code").asText()).isEqualTo("out_of_range");
    assertThat(bridge.api("/api/v1/groups/feeder-1/limits"))
        .contains("\"signature\"", "proved", "l1");
  }

  /** FAULTS C31. A short run of the soak with few chargers. */
  @Test
  void noPhaseExceedsTheLimitWhicheverProcessIsKilled() {
    GroupLimitSite site = new GroupLimitSite(rig, 17, 12);
    BridgeProcess bridge =
        rig.bridge(site.broker)
            .file("ampwire.inventory", "inventory.yaml", site.inventory())
            .start();
    FeederJudge.Verdict verdict =
        new GroupLimitRun(
                site,
                List.of(bridge),
                () -> 0,
                List.of(GroupLimitRun.Kill.METER),
                Duration.ofSeconds(8))
            .run();
    GroupLimitReport report = new GroupLimitReport("short");
    report.add(17, site, verdict);
    report.assertNothingAbove();
  }

  private static int sum(List<SimulatedCharger> chargers) {
    return chargers.stream().mapToInt(c -> c.charger().setPoint()).sum();
  }

  private static String inventory(List<SimulatedCharger> chargers) {
    return chargers.stream()
            .map(
                c ->
                    "  - {id: %s, host: 127.0.0.1, port: %d, max-current: 32}%n"
                        .formatted(c.id(), c.port()))
            .collect(Collectors.joining("", "chargers:\n", ""))
        + """
        groups:
          feeder-1:
            max-current: 63
            safe-current: 12
            share: equal
            members: [bay-01, bay-02, bay-03, bay-04]
        """;
  }
}

package io.ampwire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoFleetTest {
  private final Vertx vertx = Vertx.vertx();
  private final DemoFleet fleet = DemoFleet.ofThree(vertx);

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
  }

  @AfterEach
  void stop() {
    get(fleet.stop());
    get(vertx.close());
  }

  @Test
  void threeChargersAnswerEachInItsOwnWay() throws IOException {
    List<SimulatedCharger> bays = get(fleet.start());

    assertThat(bays).extracting(SimulatedCharger::id).containsExactly("bay-01", "bay-02", "bay-03");
    assertThat(bays).extracting(SimulatedCharger::port).doesNotHaveDuplicates().doesNotContain(0);
    String high = answer(bays.get(0), "03 0bd3 0006");
    String low = answer(bays.get(1), "03 0bd3 0006");
    String single = answer(bays.get(2), "03 0bd3 0006");
    assertThat(volts(high.substring(4, 12))).isBetween(220f, 235f);
    assertThat(volts(low.substring(8, 12) + low.substring(4, 8))).isBetween(220f, 235f);
    assertThat(volts(single.substring(8, 12) + single.substring(4, 8))).isBetween(220f, 235f);
    assertThat(single).endsWith("ffffffffffffffff");
  }

  private static float volts(String hex) {
    return Float.intBitsToFloat(HexFormat.fromHexDigits(hex));
  }

  private static String answer(SimulatedCharger charger, String pdu) throws IOException {
    try (WireClient client = new WireClient(charger.host(), charger.port())) {
      return client.ask(pdu);
    }
  }

  @Test
  void timePassesByItself() throws IOException {
    SimulatedCharger bay = get(fleet.start()).get(1);
    try (WireClient client = new WireClient(bay.host(), bay.port())) {
      client.ask("06 0fa0 0001");
      await()
          .pollInterval(Duration.ofMillis(20))
          .atMost(Duration.ofSeconds(5))
          .until(() -> client.ask("03 0fa0 0001").equals("03020000"));
    }
  }

  @Test
  void stopsCleanAndStartsAgainOnItsPorts() throws IOException {
    List<Integer> ports = get(fleet.start()).stream().map(SimulatedCharger::port).toList();
    assertThat(fleet.start().failed()).isTrue();
    get(fleet.stop());
    get(fleet.stop());

    List<SimulatedCharger> again = get(fleet.start());

    assertThat(again).extracting(SimulatedCharger::port).isEqualTo(ports);
    assertThat(answer(again.get(0), "03 0ff8 0001")).isNotEmpty();
  }
}

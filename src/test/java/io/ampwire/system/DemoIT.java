package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a newcomer sees first: everything in one process, nothing but Java needed. */
class DemoIT {
  private static final String ROOT = "ampwire/bridge/";
  private static final List<String> BAYS = List.of("bay-01", "bay-02", "bay-03");

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void theDemoPublishesThreeChargersTakesACommandAndEndsClean() throws IOException {
    Programs.require("mosquitto_sub");
    int port = Ports.free();
    BridgeProcess demo =
        rig.bridge()
            .unset("ampwire.data-dir")
            .set("ampwire.demo.mqtt-port", Integer.toString(port));
    Path temporary = Files.createDirectory(demo.folder().resolve("tmp"));
    demo.java("-Djava.io.tmpdir=" + temporary);

    demo.start("demo");
    await("the demo's broker")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Ports.answers(port));
    Subscriber subscriber = rig.keep(new Subscriber(port, "ampwire/#"));
    JsonNode first = subscriber.awaitJson(ROOT + "bay-01/state", s -> s.hasNonNull("ev_state"));
    JsonNode proved = subscriber.awaitJson(ROOT + "bay-01/state", s -> s.hasNonNull("frequence"));

    System.out.printf(
        "demo: first state document %d ms after the start of the process, all values after %d ms%n",
        first.get("ts").longValue() - demo.startedMillis(),
        proved.get("ts").longValue() - demo.startedMillis());
    subscriber.await1(ROOT + "status", "online");
    BAYS.forEach(bay -> subscriber.await1(ROOT + bay + "/status", "online"));
    assertThat(order(subscriber, "bay-01")).isEqualTo("high-word-first");
    assertThat(order(subscriber, "bay-02")).isEqualTo("low-word-first");
    assertThat(order(subscriber, "bay-03")).isEqualTo("low-word-first");
    assertThat(demo.log())
        .contains("http://localhost:", "mosquitto_sub -p " + port, "mosquitto_pub -p " + port);

    JsonNode ack = new Commander(port, subscriber, ROOT + "bay-01").ask("set_point", "10");
    System.out.println("demo: " + ack);
    assertThat(ack.get("status").asText()).isEqualTo("applied");
    subscriber.awaitJson(
        ROOT + "bay-01/state",
        s -> s.get("control").asText().equals("held") && s.get("lifebit_age_ms").isNumber());
    await("ready").until(() -> demo.status("/q/health/ready") == 200);

    demo.terminate();
    int code = demo.exitCode(Duration.ofSeconds(20));

    System.out.println("demo: exit code " + code);
    assertThat(code).isIn(0, 143);
    assertThat(Ports.answers(port)).isFalse();
    assertThat(demo.log()).doesNotContain("\tat ", " ERROR ");
    assertThat(temporary)
        .as("what the demo leaves behind")
        .isDirectoryNotContaining("glob:**/ampwire-demo*")
        .isDirectoryNotContaining("glob:**/vertx-cache*");
    assertThat(demo.folder().resolve("data")).doesNotExist();
  }

  private static String order(Subscriber subscriber, String bay) {
    return subscriber
        .awaitJson(ROOT + bay + "/meta", m -> m.at("/word_order/state").asText().equals("proved"))
        .at("/word_order/order")
        .asText();
  }
}

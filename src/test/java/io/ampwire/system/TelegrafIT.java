package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.ServerOptions;
import io.ampwire.deploy.HowToPage;
import io.ampwire.map.WordOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Telegraf with the settings that {@code docs/how-to/telegraf.md} prints. */
@Tag("other-programs")
class TelegrafIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension final Rig rig = new Rig();
  @TempDir Path folder;
  private final KnownCharger known = new KnownCharger();
  private final Vertx vertx = Vertx.vertx();
  private ModbusServer server;

  @Test
  void everyFieldTypeAndTimeReachesTelegrafAndNullReachesNothing() {
    String telegraf = OtherProgram.require("telegraf/telegraf");
    rig.keep(() -> get(vertx.close()));
    int knownPort = knownCharger();
    ChargingBay bay = rig.keep(new ChargingBay("bay-02"));
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber = rig.subscribe(broker, "ampwire/#");
    OtherProgram program =
        rig.keep(new OtherProgram(folder, telegraf, "--config", settings(broker)));
    await("both inputs")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> program.lines().stream().filter(l -> l.contains("Connected [")).count() == 2);
    rig.bridge(broker)
        .file(
            "ampwire.inventory",
            "inventory.yaml",
            """
            chargers:
              - { id: bay-01, host: 127.0.0.1, port: %d }
              - { id: bay-02, host: 127.0.0.1, port: %d, max-current: 16 }
            """
                .formatted(knownPort, bay.port()))
        .start()
        .awaitReady();

    JsonNode good = charger("bay-01", fields -> fields.path("quality").asText().equals("good"));
    known.assertEquals(fields(good));
    theOtherKeys(good, subscriber);
    theAnswerToACommand(subscriber, broker, bay);
    theSameInTheLineProtocol();
    nullReachesNothing();

    assertThat(program.lines())
        .noneMatch(line -> line.contains(" E! "))
        .noneMatch(line -> line.contains(" W! [inputs."));
    System.out.println(
        "telegraf %s: %d metrics, %d fields in a good one of bay-01"
            .formatted(OtherProgram.version("telegraf"), metrics().size(), fields(good).size()));
  }

  private int knownCharger() {
    RegisterImage image = new RegisterImage(WordOrder.LOW_WORD_FIRST).reserve(0, Words.COUNT - 1);
    int[] words = known.words(true).all();
    for (int address = 0; address < words.length; address++) {
      image.putU16(address, words[address]);
    }
    server =
        new ModbusServer(
            vertx, "127.0.0.1", 0, RegisterDevice.keeping(image), ServerOptions.defaults());
    rig.keep(() -> get(server.stop()));
    return get(server.start());
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** The page's inputs, and outputs that a test can read. */
  private String settings(Mosquitto broker) {
    String inputs = new HowToPage("telegraf").blocks("toml").get(0);
    assertThat(inputs).contains("tcp://127.0.0.1:1883");
    String outputs =
        """
        [agent]
          interval = "1s"
          flush_interval = "200ms"
          omit_hostname = true
        [[outputs.file]]
          files = ["metrics.json"]
          data_format = "json"
          json_timestamp_units = "1ms"
        [[outputs.file]]
          files = ["metrics.lines"]
          data_format = "influx"
        """;
    Path file = folder.resolve("telegraf.conf");
    try {
      Files.writeString(file, outputs + inputs.replace(":1883", ":" + broker.port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file.toString();
  }

  private List<String> lines(String name) {
    Path file = folder.resolve(name);
    try {
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> metrics() {
    List<JsonNode> metrics = new ArrayList<>();
    for (String line : lines("metrics.json")) {
      try {
        metrics.add(JSON.readTree(line));
      } catch (IOException unfinished) {
        // It is being written.
      }
    }
    return metrics;
  }

  private JsonNode metric(String name, String charger, Predicate<JsonNode> wanted) {
    return await(name + " of " + charger)
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                metrics().stream()
                    .filter(metric -> metric.path("name").asText().equals(name))
                    .filter(metric -> metric.at("/tags/charger").asText().equals(charger))
                    .filter(metric -> wanted.test(fields(metric)))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private JsonNode charger(String id, Predicate<JsonNode> wanted) {
    return metric("charger", id, wanted);
  }

  private static ObjectNode fields(JsonNode metric) {
    return (ObjectNode) metric.path("fields");
  }

  /** What is no point has the document's value too, and the time is the document's. */
  private static void theOtherKeys(JsonNode metric, Subscriber subscriber) {
    JsonNode fields = fields(metric);
    JsonNode document =
        subscriber.awaitJson(
            "ampwire/bridge/bay-01/state",
            state -> state.path("seq").asLong() == fields.path("seq").asLong());
    assertThat(metric.path("timestamp").asLong()).isEqualTo(document.path("ts").asLong());
    assertThat(metric.at("/tags/bridge").asText()).isEqualTo("bridge");
    assertThat(fields.path("ev_state_label").asText()).isEqualTo("charging");
    for (String key : List.of("boot", "control", "waiting_for", "supervision")) {
      assertThat(fields.path(key).asText()).as(key).isEqualTo(document.path(key).asText());
    }
    document
        .properties()
        .forEach(
            field ->
                assertThat(fields.has(field.getKey()))
                    .as("%s: %s", field.getKey(), field.getValue())
                    .isEqualTo(
                        !field.getValue().isNull()
                            && !List.of("schema", "time", "ts").contains(field.getKey())));
  }

  private void theAnswerToACommand(Subscriber subscriber, Mosquitto broker, ChargingBay bay) {
    charger("bay-02", fields -> fields.path("quality").asText().equals("good"));
    JsonNode answer =
        new Commander(broker.port(), subscriber, "ampwire/bridge/bay-02")
            .ask("set_point", "{\"value\":10,\"id\":\"t1\",\"by\":\"test\"}");
    assertThat(bay.setPoint()).isEqualTo(10);

    JsonNode ack = metric("answer", "bay-02", fields -> true);
    assertThat(ack.at("/tags/command").asText()).isEqualTo("set_point");
    assertThat(ack.path("timestamp").asLong()).isEqualTo(answer.path("ts").asLong());
    assertThat(fields(ack).path("status").asText()).isEqualTo("applied");
    assertThat(fields(ack).path("id").asText()).isEqualTo("t1");
    assertThat(fields(ack).path("verified").isBoolean()).isTrue();
    assertThat(fields(ack).path("readback").asInt()).isEqualTo(10);
    charger("bay-02", fields -> fields.path("set_point").asInt() == 10);
  }

  /** Numbers are floats without exception, so that no value changes the type of a field. */
  private void theSameInTheLineProtocol() {
    String line =
        lines("metrics.lines").stream()
            .filter(l -> l.startsWith("charger,") && l.contains("charger=bay-01"))
            .filter(l -> l.contains("quality=\"good\""))
            .findFirst()
            .orElseThrow();
    assertThat(line)
        .contains("ev_state=8,", "current_phase_1=13.484,", "ev_state_label=\"charging\"")
        .doesNotContainPattern("=[0-9]+[iu][, ]");
    long nanos = Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    assertThat(Duration.between(Instant.ofEpochMilli(nanos / 1_000_000), Instant.now()))
        .isBetween(Duration.ofSeconds(-1), Duration.ofMinutes(2));
  }

  private void nullReachesNothing() {
    get(server.stop());

    JsonNode lost = charger("bay-01", fields -> fields.path("quality").asText().equals("stale"));

    assertThat(known.names()).noneMatch(fields(lost)::has);
    assertThat(fields(lost).has("ev_state_label")).isFalse();
  }
}

package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.ProcessCost;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.ampwire.faults.Stalls;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The packaged bridge with a small heap under everything that a stranger can hold open or send at
 * once: slow bodies, idle sockets, imports, a flood of commands to one charger, an inventory with
 * wrong rows. A longer run, alone:
 *
 * <pre>mvn verify -Dit.test=HttpFloodIT -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
 *   -Dampwire.flood.seconds=600</pre>
 */
@Tag("load")
class HttpFloodIT {
  private static final int SECONDS = Integer.getInteger("ampwire.flood.seconds", 40);
  private static final int SLOW = 300;
  private static final int IDLE = 2_000;
  private static final int IMPORTS = 60;
  private static final int BODY = 512 * 1024;
  private static final int COMMANDS = 30_000;
  private static final int WRONG_ROWS = 1_000;
  private static final long RSS_MEGABYTES = 420;
  private static final String INVENTORY = "inventory.yaml";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration HEALTH = Duration.ofSeconds(2);
  private static final Duration LIFEBIT = Duration.ofSeconds(4);

  private static final String TABLE = table();

  @RegisterExtension final Rig rig = new Rig();
  private final Vertx vertx = Vertx.vertx();
  private int opened;
  private int inventories;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Long> health = Collections.synchronizedList(new ArrayList<>());
  private final Map<Integer, AtomicInteger> imports = new ConcurrentHashMap<>();
  private final DemoFleet fleet =
      new DemoFleet(
          vertx,
          List.of(
              ChargerOptions.threePhase("bay").withNinetyNine(false),
              ChargerOptions.threePhase("loud").withNinetyNine(false)),
          ServerOptions.defaults());

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** FAULTS H01 and H05. */
  @Test
  void whatStrangersSendAtOnceHarmsNeitherHealthNorLifebitsNorDocuments() throws Exception {
    rig.keep(() -> get(vertx.close()));
    rig.keep(() -> get(fleet.stop()));
    List<SimulatedCharger> chargers = get(fleet.start());
    Mosquitto broker = rig.broker().start();
    Subscriber subscriber =
        rig.subscribe(broker, "ampwire/bridge/+/state", "ampwire/bridge/+/backlog");
    BridgeProcess bridge = rig.bridge(broker).java("-Xmx153m", "-XX:+UseSerialGC");
    bridge.file("ampwire.inventory", INVENTORY, inventory(chargers)).start();
    await("ready").atMost(SOON).until(() -> bridge.status("/q/health/ready") == 200);
    for (String id : List.of("bay", "loud")) {
      new Pub(broker.port()).send("ampwire/bridge/" + id + "/cmd/set_point", "12");
    }
    await("control")
        .atMost(SOON)
        .until(() -> chargers.stream().allMatch(c -> Beats.last(c) != Long.MIN_VALUE));

    long from = System.nanoTime();
    commands(broker);
    long sent = System.nanoTime() - from;
    String wrong = inventory(chargers) + wrongRows();
    long most = flood(bridge, wrong, from + TimeUnit.SECONDS.toNanos(SECONDS));
    Beats beats = new Beats(chargers, from, System.nanoTime());
    Sequences documents = new Sequences();
    subscriber.all().forEach(documents::take);

    System.out.printf(
        "%d s, %d slow bodies and %d idle sockets, opened %d times, %d commands in %d ms,"
            + " %d wrong inventories: health %s; imports by status %s; lifebit %s;"
            + " documents %d, missing %d; rss at most %d MB%n",
        SECONDS,
        SLOW,
        IDLE,
        opened,
        COMMANDS,
        sent / 1_000_000,
        inventories,
        quantiles(),
        new TreeMap<>(imports),
        beats,
        documents.sent(),
        documents.missing().size(),
        most);
    assertThat(bridge.alive()).as(bridge.log()).isTrue();
    assertThat(bridge.log()).doesNotContain("OutOfMemoryError");
    assertThat(imports.keySet()).as("taken, or refused at once").containsOnly(200, 503);
    assertThat(Duration.ofNanos(Collections.max(health)))
        .as("longest wait for health")
        .isLessThan(Stalls.allowing(HEALTH, from));
    assertThat(Duration.ofMillis(beats.longest()))
        .as("longest gap between lifebits")
        .isLessThan(Stalls.allowing(LIFEBIT, from));
    assertThat(documents.sent()).as("two chargers each second").isGreaterThan(SECONDS * 3L / 2);
    assertThat(documents.missing()).isEmpty();
    assertThat(most).as("resident memory, MB").isLessThan(RSS_MEGABYTES);
    assertThat(bridge.status("/q/health/ready")).isEqualTo(200);
  }

  /** Floods until then; the most resident memory that was seen, MB. */
  private long flood(BridgeProcess bridge, String wrong, long until) throws Exception {
    LongAccumulator most = new LongAccumulator(Math::max, 0);
    URI url = URI.create(bridge.url());
    try (HeldSockets sockets = new HeldSockets(url.getPort(), SLOW, IDLE)) {
      List<CompletableFuture<Void>> uploads = new ArrayList<>();
      AtomicInteger rounds = new AtomicInteger();
      await("the flood to pass")
          .atMost(Duration.ofSeconds(2L * SECONDS + 60))
          .pollInterval(Duration.ofMillis(250))
          .until(
              () -> {
                sockets.refill();
                int round = rounds.getAndIncrement();
                if (round % 20 == 10) {
                  bridge.file("ampwire.inventory", INVENTORY, wrong + "# " + round + "\n");
                  inventories++;
                }
                if (round % 40 == 0) {
                  for (int i = 0; i < IMPORTS; i++) {
                    uploads.add(upload(url));
                  }
                }
                probe(bridge);
                most.accumulate(ProcessCost.of(bridge.pid()).rssKilobytes() / 1024);
                return System.nanoTime() >= until;
              });
      opened = sockets.opened();
      CompletableFuture.allOf(uploads.toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);
    }
    return most.get();
  }

  private static String inventory(List<SimulatedCharger> chargers) {
    StringBuilder inventory = new StringBuilder("chargers:\n");
    for (int i = 0; i < chargers.size(); i++) {
      SimulatedCharger charger = chargers.get(i);
      inventory.append(
          "  - {id: %s, host: %s, port: %d, max-current: 32}%n"
              .formatted(i == 0 ? "bay" : "loud", charger.host(), charger.port()));
    }
    return inventory.toString();
  }

  private static String wrongRows() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < WRONG_ROWS; i++) {
      rows.append("  - {id: wrong %d, host: 127.0.0.1, port: 70000}%n".formatted(i));
    }
    return rows.toString();
  }

  /** Sends all the commands to one charger as fast as a client can. */
  private void commands(Mosquitto broker) {
    MqttClient client =
        MqttClient.create(vertx, new MqttClientOptions().setMaxInflightQueue(2 * COMMANDS));
    get(client.connect(broker.port(), "127.0.0.1"));
    for (int i = 0; i < COMMANDS; i++) {
      String command = "{\"value\":%d,\"id\":\"c%d\"}".formatted(6 + i % 10, i);
      client.publish(
          "ampwire/bridge/loud/cmd/set_point",
          Buffer.buffer(command),
          MqttQoS.AT_MOST_ONCE,
          false,
          false);
    }
    get(client.disconnect());
  }

  private void probe(BridgeProcess bridge) {
    long begun = System.nanoTime();
    assertThat(bridge.status("/q/health/live")).as("live").isEqualTo(200);
    health.add(System.nanoTime() - begun);
  }

  private CompletableFuture<Void> upload(URI url) {
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/api/v1/maps/import?id=flood"))
            .header("Content-Type", "text/csv")
            .timeout(Duration.ofSeconds(60))
            .POST(BodyPublishers.ofString(TABLE))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .handle((answer, failure) -> count(answer, failure));
  }

  /** A connection that is closed in the middle of a request is counted as refused. */
  private Void count(HttpResponse<String> answer, Throwable failure) {
    boolean closed = failure != null && failure.getCause() instanceof IOException;
    int status = answer != null ? answer.statusCode() : closed ? 503 : -1;
    imports.computeIfAbsent(status, key -> new AtomicInteger()).incrementAndGet();
    return null;
  }

  private static String table() {
    StringBuilder table = new StringBuilder(BODY + 100).append("name,address,type,description\n");
    for (int i = 0; table.length() < BODY; i++) {
      table
          .append("point_")
          .append(i)
          .append(',')
          .append(i)
          .append(",U16,")
          .append("x".repeat(280));
      table.append('\n');
    }
    return table.toString();
  }

  private String quantiles() {
    long[] sorted = health.stream().mapToLong(Long::longValue).sorted().toArray();
    return "%d probes, ms: p50 %d, p99 %d, longest %d"
        .formatted(
            sorted.length,
            sorted[sorted.length / 2] / 1_000_000,
            sorted[(int) (sorted.length * 0.99)] / 1_000_000,
            sorted[sorted.length - 1] / 1_000_000);
  }
}

package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Packaged bridges that are one, at first three, chargers that record who writes, and a controller
 * that commands every charger all the time, so that each owner writes.
 */
final class Cluster implements AutoCloseable {
  static final int MEMBERS = 3;
  static final String ROOT = "ampwire/bridge/";
  private static final int CHARGERS = 6;
  private static final int SHARDS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long WISH_MILLIS = 300;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Vertx vertx = Vertx.vertx();
  private final Setup setup;
  private final ApiAuthority authority;
  private final LeaseHistory leases;
  private final List<WitnessedCharger> chargers = new ArrayList<>();
  private final Map<String, BridgeProcess> members = new TreeMap<>();
  private final Set<String> present = new TreeSet<>();
  private final Path folder;
  private final Mosquitto broker;
  private final Subscriber all;
  private int wish;

  /**
   * @param lease the preset of lease times
   * @param most how many members may run in the course of the test, one after the other
   * @param launchers by a member's number, the command that starts its process
   */
  record Setup(
      ApiAuthority authority, String lease, int most, Map<Integer, List<String>> launchers) {}

  Cluster() {
    this(new Setup(new ApiAuthority(), "fast", MEMBERS, Map.of()));
  }

  Cluster(Setup setup) {
    this.setup = setup;
    folder = temporary();
    keep(this::noMoreChargers);
    authority = keep(setup.authority);
    leases = keep(new LeaseHistory(authority.client()));
    for (int i = 0; i < CHARGERS; i++) {
      chargers.add(keep(new WitnessedCharger(vertx, "bay-" + i, setup.most)));
    }
    broker = keep(new Mosquitto(folder)).start();
    all = keep(new Subscriber(broker.port(), "ampwire/#"));
    IntStream.range(0, MEMBERS).forEach(this::join);
    wishes();
  }

  /** Starts one more member. */
  BridgeProcess join(int number) {
    BridgeProcess member = keep(member(number));
    members.put(name(number), member);
    present.add(name(number));
    return member.start();
  }

  /** Ends the member for good with SIGTERM, without waiting for its end. */
  BridgeProcess retire(String name) {
    present.remove(name);
    BridgeProcess member = members.get(name);
    member.terminate();
    return member;
  }

  private BridgeProcess member(int number) {
    Path home = folder.resolve("member-" + number);
    BridgeProcess process = new BridgeProcess(home);
    StringBuilder inventory = new StringBuilder("defaults: { max-current: 32 }\nchargers:\n");
    chargers.forEach(
        c ->
            inventory.append(
                "  - { id: %s, host: %s, port: %d }%n"
                    .formatted(c.id(), WitnessedCharger.NAME, c.port())));
    process.file("ampwire.inventory", "inventory.yaml", inventory.toString());
    process.file(
        "jdk.net.hosts.file",
        "hosts",
        "127.0.0.1 localhost\n%s %s\n"
            .formatted(WitnessedCharger.address(number), WitnessedCharger.NAME));
    authority.settings().forEach(process::set);
    process.standStill();
    if (setup.launchers.containsKey(number)) {
      process.through(setup.launchers.get(number));
    }
    return process
        .set("ampwire.mqtt.url", broker.url())
        .set("ampwire.ownership.mode", "kubernetes")
        .set("ampwire.ownership.lease", setup.lease)
        .set("ampwire.ownership.join-delay", "1s")
        .set("ampwire.ownership.shards", Integer.toString(SHARDS))
        .set("ampwire.ownership.member", name(number));
  }

  static String name(int member) {
    return "pod-" + member;
  }

  private void wishes() {
    MqttClient client = MqttClient.create(vertx, new MqttClientOptions().setMaxInflightQueue(900));
    client
        .connect(broker.port(), "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    vertx.setPeriodic(
        WISH_MILLIS,
        tick -> {
          wish++;
          for (WitnessedCharger charger : chargers) {
            client.publish(
                ROOT + charger.id() + "/cmd/set_point",
                Buffer.buffer(Integer.toString(6 + wish % 10)),
                MqttQoS.AT_MOST_ONCE,
                false,
                false);
          }
        });
  }

  List<WitnessedCharger> chargers() {
    return chargers;
  }

  BridgeProcess member(String name) {
    return members.get(name);
  }

  LeaseHistory leases() {
    return leases;
  }

  ApiAuthority authority() {
    return authority;
  }

  int brokerPort() {
    return broker.port();
  }

  Subscriber messages() {
    return all;
  }

  int shard(WitnessedCharger charger) {
    return Shard.of(WitnessedCharger.NAME, charger.port(), SHARDS);
  }

  /** Who has the charger now, or had it last. */
  String owner(WitnessedCharger charger) {
    return leases.owner(shard(charger)).orElse("");
  }

  /** The member that has most. */
  String busiest() {
    return present.stream().max(Comparator.comparingLong(this::served)).orElseThrow();
  }

  private long served(String member) {
    return chargers.stream().filter(c -> owner(c).equals(member)).count();
  }

  /** Kills a member and waits until others have written each of its chargers; ms for each. */
  List<Long> takeOverFrom(String victim, List<WitnessedCharger> orphans) {
    member(victim).kill();
    long died = System.nanoTime();
    await("others to take over from " + victim)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> orphans.stream().allMatch(c -> writtenByAnother(c, victim, died).isPresent()));
    return orphans.stream()
        .map(c -> (writtenByAnother(c, victim, died).orElseThrow() - died) / 1_000_000)
        .toList();
  }

  /** The first write after that moment that came from somebody else, {@link System#nanoTime}. */
  Optional<Long> writtenByAnother(WitnessedCharger charger, String than, long after) {
    return charger.writes().stream()
        .filter(w -> w.entry().nanoTime() > after && !name(w.member()).equals(than))
        .map(w -> w.entry().nanoTime())
        .findFirst();
  }

  /** Until every charger is written by whoever has its lease, from that moment on. */
  void awaitService(long since) {
    await("every charger to be served by its owner")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> chargers.stream().allMatch(c -> servedByOwner(c, since)));
  }

  private boolean servedByOwner(WitnessedCharger charger, long since) {
    List<WitnessedCharger.Write> writes = charger.writes();
    if (writes.isEmpty()) {
      return false;
    }
    WitnessedCharger.Write last = writes.get(writes.size() - 1);
    return last.entry().nanoTime() > since && name(last.member()).equals(owner(charger));
  }

  /** Until every member takes part again and has a share. */
  void awaitShares() {
    await("every member to have a share")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () ->
                present.stream()
                    .allMatch(m -> IntStream.range(0, SHARDS).anyMatch(s -> has(m, s))));
    awaitService(System.nanoTime());
  }

  private boolean has(String member, int shard) {
    return leases.owner(shard).filter(member::equals).isPresent();
  }

  /** All the members printed. */
  String logs() {
    StringBuilder text = new StringBuilder();
    members.forEach(
        (name, member) -> text.append("--- log of %s\n%s\n".formatted(name, member.log())));
    return text.toString();
  }

  private <T extends AutoCloseable> T keep(T started) {
    open.push(started);
    return started;
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("ampwire-cluster");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable started : open) {
        started.close();
      }
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void noMoreChargers() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}

package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Three bridges that are one, and what happens to their chargers when members die, freeze, leave
 * and come, and when nobody reaches the API server. Whatever happens, the chargers testify that no
 * member wrote after a later owner had begun. {@code -Downership.kills=30} kills more often.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OwnershipIT {
  private static final int KILLS = Integer.getInteger("ownership.kills", 1);
  private static final Duration LONG = Duration.ofSeconds(120);
  private static final long LONGER_THAN_THE_LEASE = 9_000;

  private Cluster cluster;

  @BeforeAll
  void threeMembers() {
    cluster = new Cluster();
    System.out.println("ownership, decided by " + cluster.authority());
    cluster.awaitShares();
  }

  @AfterAll
  void gone() {
    cluster.close();
  }

  @AfterEach
  void noChargerHadTwoOwners() {
    Testimony testimony = new Testimony(cluster);
    System.out.println("ownership, chargers: " + testimony);
    if (!testimony.violations().isEmpty()) {
      System.out.println(cluster.logs());
    }
    assertThat(testimony.violations()).isEmpty();
    await("one connection to each charger")
        .atMost(LONG)
        .until(() -> cluster.chargers().stream().allMatch(c -> c.visitors() <= 1));
  }

  @Test
  void whenItsOwnerIsKilledAChargerIsTakenOverByAnother() {
    List<Long> millis = new ArrayList<>();
    for (int kill = 0; kill < KILLS; kill++) {
      String victim = cluster.busiest();
      List<WitnessedCharger> orphans = ofMember(victim);
      Map<String, Long> epochs = epochs();

      millis.addAll(cluster.takeOverFrom(victim, orphans));
      orphans.forEach(c -> assertThat(epoch(c)).isGreaterThan(epochs.get(c.id())));
      cluster.messages().await1(Cluster.ROOT + "member/" + victim + "/status", "offline");
      cluster.member(victim).start();
      cluster.awaitShares();
    }
    report("kill -9 of the owner to the first write by another", millis);
  }

  @Test
  void anOwnerThatFreezesForLongerThanItsLeaseWritesNothingWhenItWakes() {
    String frozen = cluster.busiest();
    List<WitnessedCharger> orphans = ofMember(frozen);
    long pid = cluster.member(frozen).pid();

    Child.signal("STOP", pid);
    long stopped = System.nanoTime();
    await("others to take over")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                (System.nanoTime() - stopped) / 1_000_000 > LONGER_THAN_THE_LEASE
                    && orphans.stream()
                        .allMatch(c -> cluster.writtenByAnother(c, frozen, stopped).isPresent()));
    Child.signal("CONT", pid);

    cluster.awaitShares();
  }

  @Test
  void aMemberThatLeavesHandsItsChargersOverAndCountsAgainWhenItComesBack() {
    String leaving = cluster.busiest();
    List<WitnessedCharger> orphans = ofMember(leaving);

    cluster.member(leaving).terminate();
    long asked = System.nanoTime();
    assertThat(cluster.member(leaving).exitCode(Duration.ofSeconds(30))).isZero();
    await("others to take over")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                orphans.stream()
                    .allMatch(c -> cluster.writtenByAnother(c, leaving, asked).isPresent()));
    List<Long> millis = new ArrayList<>();
    orphans.forEach(
        c -> millis.add((cluster.writtenByAnother(c, leaving, asked).get() - asked) / 1_000_000));
    report("SIGTERM to the first write by another", millis);

    cluster.member(leaving).start();
    cluster.awaitShares();
  }

  @Test
  void whileNobodyReachesTheApiServerNobodyWrites() {
    cluster.authority().cut();
    await("every socket to be closed")
        .atMost(LONG)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> cluster.chargers().stream().allMatch(c -> c.visitors() == 0));
    cluster.messages().await1(Cluster.ROOT + "status", "offline");
    long writes = cluster.chargers().stream().mapToLong(c -> c.writes().size()).sum();
    await("the chargers to fall back")
        .atMost(LONG)
        .until(() -> cluster.chargers().stream().allMatch(WitnessedCharger::fellBack));
    assertThat(cluster.chargers().stream().mapToLong(c -> c.writes().size()).sum())
        .isEqualTo(writes);

    cluster.authority().mend();
    cluster.awaitShares();
  }

  /** One answer to a command, by the one that has the charger, with its epoch. */
  @Test
  void allHearACommandAndOneAnswers() {
    WitnessedCharger charger = cluster.chargers().get(0);
    new Pub(cluster.brokerPort())
        .send(Cluster.ROOT + charger.id() + "/cmd/control", "{\"value\":\"renew\",\"id\":\"one\"}");

    String topic = Cluster.ROOT + charger.id() + "/ack/control";
    JsonNode answer = cluster.messages().awaitJson(topic, a -> "one".equals(a.get("id").asText()));
    assertThat(answer.get("epoch").asLong()).isEqualTo(epoch(charger));
    cluster.messages().awaitCount(Cluster.ROOT + charger.id() + "/ack/set_point", 1);
    assertThat(cluster.messages().on(topic)).hasSize(1);
  }

  private List<WitnessedCharger> ofMember(String member) {
    List<WitnessedCharger> theirs =
        cluster.chargers().stream().filter(c -> cluster.owner(c).equals(member)).toList();
    assertThat(theirs).isNotEmpty();
    return theirs;
  }

  private Map<String, Long> epochs() {
    Map<String, Long> epochs = new TreeMap<>();
    cluster.chargers().forEach(c -> epochs.put(c.id(), epoch(c)));
    return epochs;
  }

  /** Of the charger's last state. */
  private long epoch(WitnessedCharger charger) {
    List<Message> states = cluster.messages().on(Cluster.ROOT + charger.id() + "/state");
    return states.get(states.size() - 1).json().get("epoch").asLong();
  }

  private static void report(String what, List<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    System.out.println(
        "ownership, %s: n %d, p50 %d ms, max %d ms"
            .formatted(
                what, sorted.size(), sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
  }
}

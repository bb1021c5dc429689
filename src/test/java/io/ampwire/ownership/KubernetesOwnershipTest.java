package io.ampwire.ownership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.fleet.Ownership;
import io.ampwire.fleet.ShardLease;
import io.ampwire.link.WriteGate;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members in one process, and a stand-in for the API server that knows leases and conflicts. */
class KubernetesOwnershipTest {
  private static final int SHARDS = 8;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final LeaseTimes QUICK =
      new LeaseTimes(Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofMillis(200));

  private final KubernetesMockServer server = ApiStandIn.make();
  private final List<Member> members = new ArrayList<>();
  private KubernetesClient onlooker;

  /** One that takes part, and what it was told. */
  private static final class Member implements Ownership.Listener {
    private final Map<Integer, ShardLease> held = new ConcurrentHashMap<>();
    private final KubernetesOwnership ownership;
    private long ahead;

    private Member(KubernetesOwnership.Settings settings) {
      ownership =
          new KubernetesOwnership(
              settings, System::nanoTime, () -> System.currentTimeMillis() + ahead);
      ownership.start(this);
    }

    @Override
    public void acquired(ShardLease tenure) {
      held.put(tenure.shard(), tenure);
    }

    @Override
    public CompletionStage<Void> lost(int shard, boolean orderly) {
      held.remove(shard);
      return CompletableFuture.completedFuture(null);
    }
  }

  @BeforeEach
  void anApiServer() {
    server.init();
    onlooker = server.createClient();
  }

  @AfterEach
  void nobody() {
    members.forEach(member -> member.ownership.stop().toCompletableFuture().join());
    server.destroy();
  }

  private Member join(String name) {
    return join(name, name + "-run", SHARDS);
  }

  private Member join(String name, String run, int shards) {
    Member member =
        new Member(
            new KubernetesOwnership.Settings(
                "bridge",
                new MemberIdentity(name, run),
                shards,
                QUICK,
                Duration.ofMillis(500),
                true,
                new ApiServer(onlooker.getConfiguration(), "test"),
                "uid-" + name));
    members.add(member);
    return member;
  }

  private static void holds(Member member, int count) {
    await(member.ownership.member() + " holds " + count)
        .atMost(LONG)
        .untilAsserted(() -> assertThat(member.held).hasSize(count));
  }

  private Lease lease(String name) {
    return onlooker.resources(Lease.class).inNamespace("test").withName(name).get();
  }

  @Test
  void aloneItHasAllAndAnotherOneThatJoinsIsHandedItsShare() {
    Member first = join("pod-a");
    holds(first, SHARDS);
    Map<Integer, ShardLease> before = Map.copyOf(first.held);

    Member second = join("pod-b");
    long share =
        before.keySet().stream()
            .filter(
                s -> RendezvousHash.of(s, List.of("pod-a", "pod-b")).equals(Optional.of("pod-b")))
            .count();
    holds(second, (int) share);
    holds(first, (int) (SHARDS - share));

    assertThat(share).isBetween(1L, SHARDS - 1L);
    second.held.forEach(
        (shard, tenure) -> {
          assertThat(tenure.epoch().getAsLong())
              .isGreaterThan(before.get(shard).epoch().getAsLong());
          assertThat(before.get(shard).gate().openFor(0)).isFalse();
          await("pod-a sees who has it").atMost(LONG).until(() -> !first.ownership.justLost(shard));
        });
  }

  @Test
  void whatIsGivenBackInGoodOrderIsTakenAtOnceAndNothingIsLeftOpen() {
    Member first = join("pod-a");
    holds(first, SHARDS);
    List<WriteGate> gates = first.held.values().stream().map(ShardLease::gate).toList();

    first.ownership.stop().toCompletableFuture().join();

    assertThat(first.held).isEmpty();
    assertThat(gates).noneMatch(gate -> gate.openFor(0));
    assertThat(lease("ampwire.bridge.shard.0").getSpec().getHolderIdentity()).isEmpty();
    holds(join("pod-b"), SHARDS);
  }

  @Test
  void theMembersLeaseGoesWithItsPod() {
    join("pod-a");

    await().atMost(LONG).until(() -> lease("ampwire.bridge.member.pod-a") != null);
    assertThat(lease("ampwire.bridge.member.pod-a").getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("uid-pod-a"));
  }

  @Test
  void aWallClockThatIsSetForwardClosesTheGateUntilTheNextRenewalOrTheNextTenure() {
    Member member = join("pod-a");
    holds(member, SHARDS);
    ShardLease before = member.held.get(0);

    member.ahead = 3_600_000;

    await()
        .atMost(LONG)
        .until(
            () ->
                Optional.ofNullable(member.held.get(0))
                    .filter(tenure -> tenure.gate().openFor(0))
                    .isPresent());
    assertThat(member.held.get(0).epoch().getAsLong())
        .isGreaterThanOrEqualTo(before.epoch().getAsLong());
  }

  @Test
  void whoCutsTheInstallationInAnotherWayTakesNothing() {
    holds(join("pod-a"), SHARDS);

    Member other = join("pod-b", "run", 4);

    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(other.ownership.trouble()).get().asString().contains("shards=8"));
    assertThat(other.held).isEmpty();
  }

  @Test
  void aSecondProcessOfOneNameTakesNothingAndSaysWhy() {
    holds(join("pod-a"), SHARDS);

    Member twin = join("pod-a", "another-run", SHARDS);

    await()
        .atMost(LONG)
        .untilAsserted(
            () -> assertThat(twin.ownership.trouble()).get().asString().contains("pod-a"));
    assertThat(twin.held).isEmpty();
  }

  @Test
  void anApiServerThatIsAwayClosesEveryGate() {
    Member member = join("pod-a");
    holds(member, SHARDS);
    List<WriteGate> gates = member.held.values().stream().map(ShardLease::gate).toList();

    server.shutdown();

    holds(member, 0);
    assertThat(gates).noneMatch(gate -> gate.openFor(0));
    await().atMost(LONG).until(() -> member.ownership.trouble().isPresent());
    assertThat(member.ownership.justLost(0)).isTrue();
  }
}

package io.ampwire.ownership;

import io.ampwire.fleet.Ownership;
import io.ampwire.fleet.ShardLease;
import io.ampwire.fleet.Shards;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Ownership of shards by leases of a Kubernetes API server. One lease per shard decides its owner.
 * One lease per member shows which members are present. All comparisons use changes that this
 * process observed by its own clock.
 */
public final class KubernetesOwnership implements Ownership {
  private static final Logger LOG = Logger.getLogger(KubernetesOwnership.class);
  private static final long WATCH_MILLIS = 100;

  private final Settings settings;
  private final LongSupplier steady;
  private final LongSupplier wall;
  private final LeaseNames naming;
  private final LeaseAges ages;
  private final ExecutorService workers =
      Executors.newCachedThreadPool(KubernetesOwnership::daemon);
  private final ScheduledExecutorService clock =
      Executors.newScheduledThreadPool(2, KubernetesOwnership::daemon);
  private final LeaseSlot membership;
  private final List<LeaseSlot> shards;
  private final LeaseSlots slots;
  private KubernetesClient client;
  private Listener listener;
  private boolean contending;
  private volatile LeaseDirectory roster = LeaseDirectory.of(List.of(), null);
  private volatile Optional<String> trouble =
      Optional.of("the API server has not been contacted yet");

  /**
   * Settings of this member.
   *
   * @param self this member and its process run
   * @param takeoverWatch whether the bridge watches for another controller before the first write
   * @param podUid UID of the pod whose end also ends the member's own lease; empty outside a
   *     cluster
   */
  public record Settings(
      String bridge,
      MemberIdentity self,
      int shards,
      LeaseTimes times,
      Duration joinDelay,
      boolean takeoverWatch,
      ApiServer server,
      String podUid) {}

  /**
   * @param steady monotonic time that includes suspension, ns
   * @param wall wall clock, ms
   */
  public KubernetesOwnership(Settings settings, LongSupplier steady, LongSupplier wall) {
    this.settings = settings;
    this.steady = steady;
    this.wall = wall;
    this.ages = new LeaseAges(steady);
    this.naming =
        new LeaseNames(
            settings.server.namespace(),
            settings.bridge,
            settings.shards,
            new LeaseNames.Owner(settings.self.member(), settings.podUid));
    this.membership = new LeaseSlot(this::memberCandidacy, steady);
    this.shards =
        IntStream.range(0, settings.shards)
            .mapToObj(n -> new LeaseSlot(() -> shardCandidacy(n), steady))
            .toList();
    this.slots = new LeaseSlots(settings.self.member(), shards, settings.times, settings.joinDelay);
  }

  @Override
  public Shards shards() {
    return new Shards(settings.shards);
  }

  @Override
  public Optional<String> member() {
    return Optional.of(settings.self.member());
  }

  @Override
  public void start(Listener ownershipListener) {
    listener = ownershipListener;
    client = settings.server.client(settings.times.request());
    long retry = settings.times.retry().toMillis();
    clock.scheduleWithFixedDelay(this::look, 0, retry, TimeUnit.MILLISECONDS);
    clock.scheduleAtFixedRate(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public CompletionStage<Void> stop() {
    clock.shutdownNow();
    // The member renews its own lease first, so that the other members count it.
    CompletableFuture<?>[] released =
        Stream.concat(Stream.of(membership), shards.stream())
            .map(slot -> slot.release().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(released);
  }

  @Override
  public boolean justLost(int shard) {
    return shards.get(shard).lostWithin(settings.times.lease())
        && roster.holder(shard).filter(m -> !m.equals(settings.self.member())).isEmpty();
  }

  @Override
  public Optional<String> trouble() {
    return trouble;
  }

  private void watch() {
    shards.forEach(LeaseSlot::watch);
    membership.watch();
  }

  private void look() {
    try {
      roster = LeaseDirectory.of(leases(), ages);
      trouble = Optional.empty();
      decide();
    } catch (KubernetesClientException e) {
      troubled("the API server does not answer: " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("cannot check the leases", e);
      troubled(String.valueOf(e.getMessage()));
    }
  }

  private List<Lease> leases() {
    return client
        .resources(Lease.class)
        .inNamespace(naming.namespace())
        .withLabel(LeaseNames.BRIDGE, settings.bridge)
        .list()
        .getItems();
  }

  private void decide() {
    membership.contend();
    if (!membership.held()) {
      if (roster.members().contains(settings.self.member())
          && membership.settled(settings.times.lease())) {
        troubled(
            "another process holds the name " + settings.self.member() + ", or held it just now");
      }
      return;
    }
    List<Integer> others = roster.otherLayouts(settings.shards);
    if (!contending && !others.isEmpty()) {
      troubled("other members run with ampwire.ownership.shards=" + others.get(0));
      return;
    }
    contending = true;
    slots.look(roster, steady.getAsLong());
  }

  private void troubled(String why) {
    if (!trouble.equals(Optional.of(why))) {
      LOG.warnf("ownership: %s; owned chargers keep running until their lease expires", why);
    }
    trouble = Optional.of(why);
  }

  private LeaseElection memberCandidacy() {
    return candidacy(
        naming.member(settings.self.member()),
        new LeaseElection.Holder() {
          @Override
          public void acquired(long epoch, LeaseGate gate) {
            LOG.infof("member %s takes part", settings.self.member());
          }

          @Override
          public CompletionStage<Void> lost(boolean orderly) {
            return CompletableFuture.completedFuture(null);
          }
        });
  }

  private LeaseElection shardCandidacy(int shard) {
    return candidacy(
        naming.shard(shard),
        new LeaseElection.Holder() {
          @Override
          public void acquired(long epoch, LeaseGate gate) {
            listener.acquired(
                new ShardLease(shard, OptionalLong.of(epoch), gate, settings.takeoverWatch));
          }

          @Override
          public CompletionStage<Void> lost(boolean orderly) {
            shards.get(shard).noteLoss();
            return listener.lost(shard, orderly);
          }
        });
  }

  private LeaseElection candidacy(
      io.fabric8.kubernetes.api.model.ObjectMeta meta, LeaseElection.Holder holder) {
    LeaseGate gate = new LeaseGate(steady, wall, settings.times.deadline().toNanos());
    String identity = settings.self.toString();
    ObservedTimeLock lock = new ObservedTimeLock(meta, identity, ages, gate);
    return new LeaseElection(client, workers, settings.times, gate, lock, holder);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "ownership");
    thread.setDaemon(true);
    return thread;
  }
}

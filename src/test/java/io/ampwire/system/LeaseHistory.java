package io.ampwire.system;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Who had which shard in which order, as the leases themselves say, looked at all the time. */
final class LeaseHistory implements AutoCloseable {
  private static final long EVERY_MILLIS = 50;

  private final KubernetesClient client;
  private final ScheduledExecutorService eye = Executors.newSingleThreadScheduledExecutor();
  private final Map<Integer, List<Tenure>> shards = new HashMap<>();
  private final Map<Integer, Long> lookedAt = new HashMap<>();
  private final Set<Integer> released = new HashSet<>();

  /**
   * One member's time with a shard.
   *
   * @param notBefore when the lease was last seen without it, {@link System#nanoTime}
   */
  record Tenure(int transitions, String member, long notBefore) {}

  LeaseHistory(KubernetesClient client) {
    this.client = client;
    eye.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      long asked = System.nanoTime();
      List<Lease> leases =
          client
              .resources(Lease.class)
              .inNamespace(ApiAuthority.NAMESPACE)
              .withLabel("ampwire.io/shard")
              .list()
              .getItems();
      leases.forEach(lease -> note(lease, asked));
    } catch (KubernetesClientException away) {
      // The next look tells what was missed: transitions count.
    }
  }

  private synchronized void note(Lease lease, long asked) {
    int shard = Integer.parseInt(lease.getMetadata().getLabels().get("ampwire.io/shard"));
    String holder = Optional.ofNullable(lease.getSpec().getHolderIdentity()).orElse("");
    int transitions = Optional.ofNullable(lease.getSpec().getLeaseTransitions()).orElse(0);
    List<Tenure> known = shards.computeIfAbsent(shard, s -> new ArrayList<>());
    boolean news = known.isEmpty() || known.get(known.size() - 1).transitions != transitions;
    if (!holder.isEmpty() && news) {
      String member = holder.substring(0, holder.lastIndexOf('_'));
      known.add(new Tenure(transitions, member, lookedAt.getOrDefault(shard, Long.MIN_VALUE)));
    }
    if (holder.isEmpty()) {
      released.add(shard);
    } else {
      released.remove(shard);
    }
    lookedAt.put(shard, asked);
  }

  /** The shard's tenures so far, in order. */
  synchronized List<Tenure> of(int shard) {
    return List.copyOf(shards.getOrDefault(shard, List.of()));
  }

  /** Who has the shard now, or had it last. */
  synchronized Optional<String> owner(int shard) {
    List<Tenure> known = of(shard);
    return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1).member);
  }

  /** Whether a member names itself the shard's owner. */
  synchronized boolean held(int shard) {
    return !released.contains(shard);
  }

  @Override
  public void close() {
    eye.shutdownNow();
    client.close();
  }
}

package io.ampwire.ownership;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * Lease lock that uses observed ages. It shows the elector the time at which this process last saw
 * the lease change, instead of the time that the holder wrote. It also records the time before each
 * renewal, from which the right to write is counted, and the epoch.
 */
final class ObservedTimeLock extends LeaseLock {
  /** A recreated lease starts above every epoch of its predecessor. */
  private static final long PER_LEASE = 1_000_000;

  private final LeaseAges ages;
  private final LeaseGate gate;
  private long first;
  private volatile long epoch;

  ObservedTimeLock(ObjectMeta meta, String identity, LeaseAges ages, LeaseGate gate) {
    super(meta, identity);
    this.ages = ages;
    this.gate = gate;
  }

  /** Greater than the epoch of every earlier holder. */
  long epoch() {
    return epoch;
  }

  /** A lease that was created manually may lack any field. */
  @Override
  protected LeaderElectionRecord toRecord(Lease lease) {
    LeaseSpec spec = Optional.ofNullable(lease.getSpec()).orElseGet(LeaseSpec::new);
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    first = first(lease);
    return new LeaderElectionRecord(
        spec.getHolderIdentity(),
        Duration.ofSeconds(Optional.ofNullable(spec.getLeaseDurationSeconds()).orElse(1)),
        Optional.ofNullable(spec.getAcquireTime()).orElse(now),
        now.minus(ages.of(lease)),
        Optional.ofNullable(spec.getLeaseTransitions()).orElse(0));
  }

  @Override
  protected Lease toResource(LeaderElectionRecord wanted, ObjectMetaBuilder meta) {
    Lease lease = super.toResource(wanted, meta);
    if (wanted.getHolderIdentity() == null) {
      // A merge patch keeps what it does not name.
      lease.getSpec().setHolderIdentity("");
    }
    return lease;
  }

  /** Sets the owner reference once, when the lease is created. */
  @Override
  protected ObjectMetaBuilder getObjectMeta(String version) {
    ObjectMetaBuilder meta = super.getObjectMeta(version);
    return version == null ? meta : meta.withOwnerReferences(List.of());
  }

  @Override
  public synchronized void create(KubernetesClient client, LeaderElectionRecord wanted) {
    LeaseGate.Moment asked = gate.now();
    Lease made = client.resource(toResource(wanted, getObjectMeta(null))).create();
    first = first(made);
    held(wanted, asked);
  }

  @Override
  public synchronized void update(KubernetesClient client, LeaderElectionRecord wanted) {
    boolean ours = identity().equals(wanted.getHolderIdentity());
    if (!ours) {
      gate.close();
    }
    LeaseGate.Moment asked = gate.now();
    super.update(client, wanted);
    if (ours) {
      held(wanted, asked);
    }
  }

  private void held(LeaderElectionRecord record, LeaseGate.Moment asked) {
    epoch = first + record.getLeaderTransitions();
    gate.renewed(asked);
  }

  private static long first(Lease lease) {
    String created = lease.getMetadata().getCreationTimestamp();
    return created == null ? 0 : Instant.parse(created).getEpochSecond() * PER_LEASE;
  }
}

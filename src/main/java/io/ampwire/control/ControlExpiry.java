package io.ampwire.control;

import io.ampwire.command.Permissions;
import java.time.Duration;
import java.util.Optional;

/**
 * Expiry of control: leased control ends with its lease, standing control when the broker has been
 * lost for as long as a lease lasts, and a group's control when the group ends it.
 *
 * @param brokerLoss how long standing control outlives a lost broker; the inventory's {@code lease}
 * @param roundTrip last message that returned from the broker
 */
record ControlExpiry(Duration brokerLoss, BrokerRoundTrip roundTrip) {
  ControlExpiry(Permissions permissions, BrokerRoundTrip roundTrip) {
    this(permissions.lease(), roundTrip);
  }

  /** Whether the broker returned a message of the bridge within that time. */
  boolean hears(long now) {
    return roundTrip.within(brokerLoss.toNanos(), now);
  }

  /**
   * Returns the reason why control under these terms must end now, if any.
   *
   * @param now monotonic time, ns
   */
  Optional<LossReason> reason(Grant terms, long now) {
    if (terms.ofGroup()) {
      return Optional.empty();
    }
    if (terms.leased()) {
      boolean over = now - terms.leaseEnd().getAsLong() >= 0;
      return over ? Optional.of(LossReason.LEASE_EXPIRED) : Optional.empty();
    }
    // The command itself came through the subscription, so its arrival counts as a round trip.
    long patience = brokerLoss.toNanos();
    boolean heard = terms.since() != Long.MIN_VALUE && now - terms.since() < patience;
    return heard || hears(now) ? Optional.empty() : Optional.of(LossReason.BROKER_LOST);
  }
}

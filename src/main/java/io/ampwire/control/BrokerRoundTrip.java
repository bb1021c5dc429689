package io.ampwire.control;

/**
 * Port: time at which a message published by the bridge last returned through the subscription that
 * delivers commands. Only a recent return proves that the bridge receives its controllers'
 * commands.
 */
public interface BrokerRoundTrip {
  /** Monotonic time of the last return, ns; {@link Long#MIN_VALUE} if there is none yet. */
  long last();

  /** Whether the last return is at most {@code nanos} old. */
  default boolean within(long nanos, long now) {
    long last = last();
    return last != Long.MIN_VALUE && now - last < nanos;
  }
}

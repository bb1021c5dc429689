package io.ampwire.control;

/**
 * Port: when did something that we published last come back to us through the subscription that
 * brings commands? Only then does the bridge hear those who control it.
 */
public interface RoundTrip {
  /** Monotonic time of the last return, ns; {@link Long#MIN_VALUE} if there was none yet. */
  long last();

  /** Whether it happened within the last {@code nanos}. */
  default boolean within(long nanos, long now) {
    long last = last();
    return last != Long.MIN_VALUE && now - last < nanos;
  }
}

package io.ampwire.charger;

import io.ampwire.control.BrokerRoundTrip;
import java.util.function.LongSupplier;

/** A broker that is heard all the time, until it is lost. */
final class FakeBrokerRoundTrip implements BrokerRoundTrip {
  private final LongSupplier now;
  private boolean lost;
  private long heard;

  FakeBrokerRoundTrip(LongSupplier now) {
    this.now = now;
  }

  /** Was heard at that time for the last time. */
  void lose(long last) {
    lost = true;
    heard = last;
  }

  void find() {
    lost = false;
  }

  @Override
  public long last() {
    return lost ? heard : now.getAsLong();
  }
}

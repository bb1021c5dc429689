package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

/** The alarm itself. */
class LeakWatchTest {

  /** FAULTS S18. */
  @Test
  void noticesABufferThatNobodyReleased() {
    LeakWatch watch = new LeakWatch();
    watch.start();

    lose();

    Wire.soon().untilAsserted(() -> assertThat(watch.found()).isNotEmpty());
  }

  @Test
  void keepsQuietAboutBuffersThatWereReleased() {
    LeakWatch watch = new LeakWatch();
    watch.start();

    PooledByteBufAllocator.DEFAULT.buffer(64).release();

    assertThat(watch.found()).isEmpty();
  }

  private static void lose() {
    PooledByteBufAllocator.DEFAULT.buffer(64).writeLong(1);
  }
}

package io.ampwire.faults;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Finds buffers of Netty that were garbage before they were released. Netty notices them when it
 * tracks new ones, so a look ends with a collection and some allocations.
 */
final class LeakWatch {
  private static final int LOOKS = 3;

  private final List<String> leaks = new CopyOnWriteArrayList<>();

  void start() {
    if (ResourceLeakDetector.getLevel() != ResourceLeakDetector.Level.PARANOID) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }
    ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + " " + records));
  }

  /** What leaked since the start. */
  List<String> found() {
    for (int i = 0; i < LOOKS; i++) {
      System.gc();
      PooledByteBufAllocator.DEFAULT.buffer(16).release();
      PooledByteBufAllocator.DEFAULT.directBuffer(16).release();
    }
    return List.copyOf(leaks);
  }
}

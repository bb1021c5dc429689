package io.ampwire.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Every write that reached a device, in order: the device's own testimony of what a controller did.
 * Bounded; the oldest entries go first and are counted.
 */
public final class WriteLog {

  /**
   * One register that somebody wanted to write.
   *
   * @param nanoTime of {@link System#nanoTime} when the request arrived
   * @param verdict how the device took it; a hung device, which looks at nothing, is BUSY
   */
  public record Entry(
      long nanoTime, long wallMillis, int address, int value, RequestStatus verdict) {
    public boolean accepted() {
      return verdict == RequestStatus.SERVED;
    }
  }

  private final int bound;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long dropped;

  public WriteLog(int bound) {
    this.bound = bound;
  }

  synchronized void add(Entry entry) {
    if (entries.size() == bound) {
      entries.removeFirst();
      dropped++;
    }
    entries.addLast(entry);
  }

  /** All entries still kept, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The entries of one register, oldest first. */
  public List<Entry> of(int address) {
    return entries().stream().filter(entry -> entry.address() == address).toList();
  }

  /** How many entries the bound has forced out. */
  public synchronized long dropped() {
    return dropped;
  }

  public synchronized void clear() {
    entries.clear();
    dropped = 0;
  }
}

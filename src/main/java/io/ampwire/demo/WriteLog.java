package io.ampwire.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Log of every write that reached a device, in order, as independent proof of what a controller
 * did. Bounded; the oldest entries are dropped and counted.
 */
public final class WriteLog {

  /**
   * Attempt to write one register.
   *
   * @param nanoTime of {@link System#nanoTime} when the request arrived
   * @param verdict the device's result; BUSY for a hung device, which checks nothing
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

  /** All entries in the log, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** The entries of one register, oldest first. */
  public List<Entry> of(int address) {
    return entries().stream().filter(entry -> entry.address() == address).toList();
  }

  /** Number of entries that the bound dropped. */
  public synchronized long dropped() {
    return dropped;
  }

  public synchronized void clear() {
    entries.clear();
    dropped = 0;
  }
}

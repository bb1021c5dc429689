package io.ampwire.fleet;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decision when a changed inventory file is applied. Programs write files in steps, so content
 * counts only after it was seen twice. Content that removes many chargers must stay for longer,
 * because a removal clears retained topics and ends control. For use by one thread.
 */
public final class InventorySettling {
  /** How long content that removes more than a third of the chargers must stay unchanged. */
  public static final Duration REMOVAL = Duration.ofSeconds(10);

  private String applied;
  private String candidate;
  private long since;
  private int looks;

  /**
   * @param applied content of the file that is in force
   */
  public InventorySettling(String applied) {
    this.applied = applied;
    this.candidate = applied;
  }

  /**
   * Checks the file.
   *
   * @param now monotonic time, ns
   * @return whether its content is new and equal to the previous check's
   */
  public boolean settled(String content, long now) {
    if (!content.equals(candidate)) {
      candidate = content;
      since = now;
      looks = 1;
      return false;
    }
    looks++;
    return looks >= 2 && !content.equals(applied);
  }

  /** Whether settled content must stay for longer because it removes many chargers. */
  public boolean waits(Inventory inForce, Inventory next, long now) {
    return removesMany(inForce, next) && now - since < REMOVAL.toNanos();
  }

  /** Marks the content as applied or rejected, so that it is not checked again. */
  public void taken(String content) {
    applied = content;
  }

  private static boolean removesMany(Inventory inForce, Inventory next) {
    Set<Object> kept = next.chargers().stream().map(ChargerEntry::id).collect(Collectors.toSet());
    long removed = inForce.chargers().stream().filter(entry -> !kept.contains(entry.id())).count();
    return 3 * removed > inForce.chargers().size();
  }
}

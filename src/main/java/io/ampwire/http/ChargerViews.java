package io.ampwire.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Port: the current state of chargers as JSON in UTF-8. May be used from any thread. */
public interface ChargerViews {
  /** An array of all chargers, in the order of the inventory. */
  byte[] chargers();

  /** The same array, of these chargers only. */
  byte[] chargers(Set<String> only);

  /** All of one charger; empty for a charger that is not in the inventory. */
  Optional<byte[]> charger(String id);

  /** Recent events of one charger, newest first; empty for an unknown charger. */
  Optional<byte[]> log(String id);

  /** The recent power of one charger; empty for an unknown charger. */
  Optional<byte[]> course(String id);

  /** Recent events of all chargers, newest first. */
  byte[] log();

  /**
   * Events of all chargers since a position, newest first, as far as they are kept.
   *
   * @param seen position of the last entry that the client has, -1 for none
   */
  News log(long seen);

  /**
   * Entries of the event log.
   *
   * @param seen position of the newest of them
   */
  record News(long seen, byte[] entries) {}

  /** The names in the inventory. */
  List<String> names();

  /**
   * Calls the watcher with the name of each charger that changes or leaves, until the returned task
   * runs. The watcher is called on the charger's own thread and must return at once.
   */
  Runnable watch(Consumer<String> watcher);
}

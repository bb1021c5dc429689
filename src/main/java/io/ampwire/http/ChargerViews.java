package io.ampwire.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Port: chargers as JSON in UTF-8, always as they are now. May be used from any thread. */
public interface ChargerViews {
  /** An array of all chargers, in the order of the inventory. */
  byte[] chargers();

  /** The same array, of these chargers only. */
  byte[] chargers(Set<String> only);

  /** All of one charger, empty for one that is not in the inventory. */
  Optional<byte[]> charger(String id);

  /** What lately happened at one charger, newest first, empty for one that is not there. */
  Optional<byte[]> log(String id);

  /** How one charger's power lately went, empty for one that is not there. */
  Optional<byte[]> course(String id);

  /** What lately happened at all of them, newest first. */
  byte[] log();

  /**
   * What happened at all of them since then, newest first, as far as it is kept.
   *
   * @param seen of the last news, -1 for the beginning
   */
  News log(long seen);

  /**
   * Entries of the log.
   *
   * @param seen how much there has been with them
   */
  record News(long seen, byte[] entries) {}

  /** The names in the inventory. */
  List<String> names();

  /**
   * Tells the name of a charger that changed or left, until the returned task is run. The watcher
   * is called on the charger's own thread and must return at once.
   */
  Runnable watch(Consumer<String> watcher);
}

package io.ampwire.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Memory of recent commands by controller and id. A redelivered command gets the first answer again
 * and is never written twice. Each controller has its own ids. Refused commands are kept apart, so
 * that a flood of refusals evicts no executed command. Every memory is bounded and evicts its
 * oldest entry.
 */
public final class CommandLedger {
  private static final int EXECUTED = 256;
  private static final int REFUSED = 256;
  private static final int CONTROLLERS = 32;
  private static final int PENDING = 256;

  /** Null until a command with an id comes, which most chargers never receive. */
  private Memories memories;

  /**
   * @param pending commands that are not answered yet
   * @param executed by controller
   */
  private record Memories(
      Map<Key, Arrival> pending,
      Map<Key, Arrival> refused,
      Map<String, Map<Key, Arrival>> executed) {
    private Arrival known(Key key) {
      Arrival waiting = pending.get(key);
      if (waiting != null) {
        return waiting;
      }
      Map<Key, Arrival> done = executed.get(key.by());
      Arrival arrival = done == null ? null : done.get(key);
      return arrival == null ? refused.get(key) : arrival;
    }
  }

  /** Id of a command, unique only together with its controller. */
  private record Key(String by, String id) {}

  private record Arrival(String body, Optional<Ack> answer, int repeats) {}

  /** What the ledger knows of an arriving command. */
  public sealed interface Seen {}

  /** The command is new or has no id: continue. */
  public record New() implements Seen {}

  /** The first delivery is in progress; its answer counts for both. */
  public record Pending() implements Seen {}

  /** The command was answered: send the answer again. */
  public record Answered(Ack ack) implements Seen {}

  /** Another command of the same controller used the id. */
  public record Reused() implements Seen {}

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }

  /** Records the arrival. */
  public Seen arrive(Command command) {
    Optional<Key> key = key(command);
    if (key.isEmpty()) {
      return new New();
    }
    if (memories == null) {
      memories = new Memories(bounded(PENDING), bounded(REFUSED), bounded(CONTROLLERS));
    }
    Arrival known = memories.known(key.get());
    if (known == null) {
      memories.pending.put(key.get(), new Arrival(command.body(), Optional.empty(), 0));
      return new New();
    }
    if (!known.body().equals(command.body())) {
      return new Reused();
    }
    if (known.answer().isPresent()) {
      return new Answered(known.answer().get());
    }
    memories.pending.put(
        key.get(), new Arrival(known.body(), Optional.empty(), known.repeats() + 1));
    return new Pending();
  }

  /**
   * Records the answer.
   *
   * @return number of further deliveries that wait for it
   */
  public int answered(Command command, Ack ack) {
    Optional<Key> key = key(command);
    Arrival arrival = memories == null ? null : key.map(memories.pending::remove).orElse(null);
    if (arrival == null) {
      return 0;
    }
    Map<Key, Arrival> memory =
        ack.outcome() instanceof Outcome.Rejected
            ? memories.refused
            : memories.executed.computeIfAbsent(key.get().by(), by -> bounded(EXECUTED));
    memory.put(key.get(), new Arrival(arrival.body(), Optional.of(ack), 0));
    return arrival.repeats();
  }

  private static Optional<Key> key(Command command) {
    return command.id().map(id -> new Key(command.by().orElse(""), id));
  }
}

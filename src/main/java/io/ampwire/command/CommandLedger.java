package io.ampwire.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers the last commands by their id, so that a redelivery gets the first answer again and is
 * never written twice. Bounded: the oldest are forgotten.
 */
public final class CommandLedger {
  private static final int REMEMBERED = 256;

  private final Map<String, Arrival> entries =
      new LinkedHashMap<>(16, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Arrival> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Arrival(String body, Optional<Ack> answer, int repeats) {}

  /** What the ledger knows of a command that arrives. */
  public sealed interface Seen {}

  /** Never heard of it, or it has no id: go on. */
  public record New() implements Seen {}

  /** Its first delivery is under way and will be answered for both. */
  public record Pending() implements Seen {}

  /** It was answered: say it again. */
  public record Answered(Ack ack) implements Seen {}

  /** Another command had the id. */
  public record Reused() implements Seen {}

  /** Notes the arrival. */
  public Seen arrive(Command command) {
    if (command.id().isEmpty()) {
      return new New();
    }
    Arrival known = entries.get(command.id().get());
    if (known == null) {
      entries.put(command.id().get(), new Arrival(command.body(), Optional.empty(), 0));
      return new New();
    }
    if (!known.body().equals(command.body())) {
      return new Reused();
    }
    if (known.answer().isPresent()) {
      return new Answered(known.answer().get());
    }
    entries.put(
        command.id().get(), new Arrival(known.body(), Optional.empty(), known.repeats() + 1));
    return new Pending();
  }

  /**
   * Notes the answer.
   *
   * @return how many more deliveries wait for it
   */
  public int answered(Command command, Ack ack) {
    Arrival entry = command.id().map(entries::get).orElse(null);
    if (entry == null) {
      return 0;
    }
    entries.put(command.id().get(), new Arrival(entry.body(), Optional.of(ack), 0));
    return entry.repeats();
  }
}

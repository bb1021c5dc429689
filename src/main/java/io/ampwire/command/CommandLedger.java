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

  private final Map<String, Entry> entries =
      new LinkedHashMap<>(16, 0.75f, false) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Entry(String body, Optional<Ack> answer) {}

  /** What the ledger knows of a command that arrives. */
  public sealed interface Seen {}

  /** Never heard of it, or it has no id: go on. */
  public record New() implements Seen {}

  /** Its first delivery is under way; that one will answer. */
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
    Entry known = entries.get(command.id().get());
    if (known == null) {
      entries.put(command.id().get(), new Entry(command.body(), Optional.empty()));
      return new New();
    }
    if (!known.body().equals(command.body())) {
      return new Reused();
    }
    return known.answer().<Seen>map(Answered::new).orElseGet(Pending::new);
  }

  /** Notes the answer. */
  public void answered(Command command, Ack ack) {
    command
        .id()
        .ifPresent(
            id -> entries.computeIfPresent(id, (k, e) -> new Entry(e.body(), Optional.of(ack))));
  }
}

package io.ampwire.group;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.link.Scheduler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers to the commands of one group's limit. A command with a known id is answered as it was
 * before and not carried out again; the last 64 ids are known.
 */
final class LimitAnswers {
  private static final int REMEMBERED = 64;

  private final String group;
  private final Scheduler scheduler;
  private final GroupListener listener;
  private final Map<String, Given> byId = new LinkedHashMap<>();

  /** Answer to a command with an id; empty until it is given. */
  private record Given(String body, Optional<Ack> ack) {}

  LimitAnswers(String group, Scheduler scheduler, GroupListener listener) {
    this.group = group;
    this.scheduler = scheduler;
    this.listener = listener;
  }

  /** Takes over the answers of the same group with other settings. */
  void adopt(LimitAnswers before) {
    byId.putAll(before.byId);
  }

  /** Whether a command with this id came before; it is then answered here. */
  boolean answerIfRepeated(LimitCommand asked) {
    Optional<String> id = id(asked);
    Given before = id.map(byId::get).orElse(null);
    if (before == null) {
      id.ifPresent(i -> remember(i, new Given(asked.body(), Optional.empty())));
      return false;
    }
    if (!before.body.equals(asked.body())) {
      send(asked, Outcome.rejected(Code.ID_REUSED, "another command had this id"));
    } else if (before.ack.isPresent()) {
      listener.answer(group, asked, before.ack.get());
    }
    return true;
  }

  void give(LimitCommand asked, Outcome outcome) {
    Ack ack = send(asked, outcome);
    id(asked).ifPresent(id -> remember(id, new Given(asked.body(), Optional.of(ack))));
  }

  private static Optional<String> id(LimitCommand asked) {
    return asked.command().id().filter(id -> !asked.command().retained());
  }

  private Ack send(LimitCommand asked, Outcome outcome) {
    long ms = (scheduler.nanos() - asked.command().received()) / 1_000_000;
    Ack ack = Ack.of(asked.command(), outcome, scheduler.wallMillis(), ms);
    listener.answer(group, asked, ack);
    return ack;
  }

  private void remember(String id, Given given) {
    byId.remove(id);
    byId.put(id, given);
    if (byId.size() > REMEMBERED) {
      byId.remove(byId.keySet().iterator().next());
    }
  }
}

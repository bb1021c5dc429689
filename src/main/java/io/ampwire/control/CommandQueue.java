package io.ampwire.control;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.CommandLedger;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.link.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Queue of one charger's commands. It executes them one after the other and answers each exactly
 * once. At most {@value #ROOM} commands wait. Only the newest set point waits, and the queue always
 * has room for it.
 */
final class CommandQueue {
  static final int ROOM = 16;
  private static final long PATIENCE = 9_000_000_000L;
  private static final long WATCH = 500_000_000L;

  private final CommandRules rules;
  private final CommandLedger ledger = new CommandLedger();
  private final Scheduler scheduler;
  private final CommandExecutor executor;
  private final ControlMetrics metrics;
  private final Consumer<Ack> answers;
  private final Deque<Waiting> waiting = new ArrayDeque<>(0);
  private Consumer<Runnable> urgent;
  private Consumer<Runnable> first;
  private boolean busy;
  private boolean watching;

  /**
   * @param due earliest time of the write, monotonic, ns
   */
  private record Waiting(Command command, CommandRules.Write write, long due) {}

  CommandQueue(
      CommandRules rules,
      Scheduler scheduler,
      CommandExecutor executor,
      ControlMetrics metrics,
      Consumer<Ack> answers) {
    this.rules = rules;
    this.scheduler = scheduler;
    this.executor = executor;
    this.metrics = metrics;
    this.answers = answers;
  }

  void arrive(Command command) {
    CommandRules.Judgement judgement =
        rules.judge(command, scheduler.trustedMillis(), scheduler.nanos());
    if (command.retained() || command.value() instanceof Command.Malformed) {
      answer(command, ((CommandRules.Refusal) judgement).outcome());
      return;
    }
    CommandLedger.Seen seen = ledger.arrive(command);
    if (seen instanceof CommandLedger.Answered answered) {
      send(answered.ack().to(command.delivery()));
    } else if (seen instanceof CommandLedger.Reused) {
      answer(command, Outcome.rejected(Code.ID_REUSED, "another command had this id"));
    } else if (seen instanceof CommandLedger.New) {
      admit(command, judgement);
    }
  }

  /**
   * Runs another write before the waiting commands; the write must run the given callback when it
   * is done. It waits while another write is in progress, and only the newest one waits.
   */
  void occupy(Consumer<Runnable> work) {
    if (busy) {
      urgent = work;
      return;
    }
    busy = true;
    work.accept(
        () -> {
          busy = false;
          proceed();
        });
  }

  /** Runs a group's write before every other one; only the newest waits. */
  void occupyFirst(Consumer<Runnable> work) {
    if (busy) {
      first = work;
    } else {
      occupy(work);
    }
  }

  /** Whether a write is in progress. */
  boolean busy() {
    return busy;
  }

  /** Whether a write is in progress or waiting. */
  boolean writing() {
    return busy || !waiting.isEmpty();
  }

  /** Answers the waiting commands without writing any of them. */
  void giveUp(Outcome outcome) {
    urgent = null;
    first = null;
    while (!waiting.isEmpty()) {
      conclude(waiting.poll().command, outcome);
    }
  }

  private void admit(Command command, CommandRules.Judgement judgement) {
    if (judgement instanceof CommandRules.Refusal refusal) {
      conclude(command, refusal.outcome());
    } else if (judgement instanceof CommandRules.Control control) {
      conclude(command, executor.control(control, command));
    } else if (judgement instanceof CommandRules.Write write) {
      Optional<Outcome> objection = executor.objection(write, command);
      if (objection.isPresent()) {
        conclude(command, objection.get());
      } else {
        enqueue(command, write);
      }
    }
  }

  private void enqueue(Command command, CommandRules.Write write) {
    if (write.setPoint()) {
      supersede();
    }
    if (!write.setPoint() && waiting.size() >= ROOM) {
      conclude(command, Outcome.rejected(Code.BUSY, ROOM + " commands are waiting already"));
      return;
    }
    long delay = executor.delay(write);
    waiting.add(new Waiting(command, write, scheduler.nanos() + delay));
    if (delay > 0) {
      scheduler.after(delay, this::proceed);
    }
    proceed();
    watch();
  }

  /** Answers waiting commands in time even while a write takes long. */
  private void watch() {
    if (!watching && !waiting.isEmpty()) {
      watching = true;
      scheduler.after(WATCH, this::sweep);
    }
  }

  private void sweep() {
    watching = false;
    for (Waiting next : List.copyOf(waiting)) {
      Optional<Outcome> refusal = late(next);
      if (refusal.isPresent() && waiting.remove(next)) {
        conclude(next.command, refusal.get());
      }
    }
    watch();
  }

  private void supersede() {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting older = all.next();
      if (older.write.setPoint()) {
        all.remove();
        conclude(older.command, Outcome.rejected(Code.SUPERSEDED, "a newer set point came"));
      }
    }
  }

  private void proceed() {
    while (!busy) {
      if (first != null) {
        Consumer<Runnable> work = first;
        first = null;
        occupy(work);
        continue;
      }
      if (urgent != null) {
        Consumer<Runnable> work = urgent;
        urgent = null;
        occupy(work);
        continue;
      }
      Waiting next = nextDue();
      if (next == null) {
        return;
      }
      Optional<Outcome> refusal = late(next).or(() -> executor.objection(next.write, next.command));
      if (refusal.isPresent()) {
        conclude(next.command, refusal.get());
      } else {
        busy = true;
        executor.write(
            next.write,
            next.command,
            next.command.received() + PATIENCE,
            outcome -> {
              busy = false;
              conclude(next.command, outcome);
              proceed();
            });
      }
    }
  }

  private Waiting nextDue() {
    for (Iterator<Waiting> all = waiting.iterator(); all.hasNext(); ) {
      Waiting next = all.next();
      if (next.due - scheduler.nanos() <= 0) {
        all.remove();
        return next;
      }
    }
    return null;
  }

  private Optional<Outcome> late(Waiting next) {
    long needs = next.write.rule().settle().toNanos();
    if (scheduler.nanos() - next.command.received() + needs >= PATIENCE) {
      return Optional.of(Outcome.rejected(Code.BUSY, "its turn did not come in time"));
    }
    return CommandRules.stale(next.command, scheduler.trustedMillis(), scheduler.nanos());
  }

  private void conclude(Command command, Outcome outcome) {
    Ack ack = answer(command, outcome);
    for (int more = ledger.answered(command, ack); more > 0; more--) {
      send(ack);
    }
  }

  private Ack answer(Command command, Outcome outcome) {
    long ms = (scheduler.nanos() - command.received()) / 1_000_000;
    Ack ack = Ack.of(command, outcome, scheduler.wallMillis(), ms);
    send(ack);
    return ack;
  }

  private void send(Ack ack) {
    metrics.command(ack.outcome().label());
    answers.accept(ack);
  }
}

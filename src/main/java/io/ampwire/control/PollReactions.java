package io.ampwire.control;

import io.ampwire.command.CommandRules;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlListener.DriftSide;
import io.ampwire.map.ControlSequences.From;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.Optional;

/**
 * Reactions of control to each poll. They write the granted value again where the charger may have
 * lost it, end control where another controller writes, and resume a standing intent.
 */
final class PollReactions {
  private final ControlSettings settings;
  private final RegisterMap map;
  private final Permissions permissions;
  private final Optional<Point> setPoint;
  private final ControlSession session;
  private final SequenceWriter writer;
  private final CommandQueue queue;
  private final GroupGuard groups;
  private final ControlListener listener;

  PollReactions(
      ControlSettings settings,
      ControlSession session,
      SequenceWriter writer,
      CommandQueue queue,
      ControlPorts ports) {
    this.settings = settings;
    this.map = settings.map();
    this.permissions = settings.permissions();
    this.setPoint = map.setPointPoint().filter(point -> point.write().isPresent());
    this.session = session;
    this.writer = writer;
    this.queue = queue;
    this.groups = ports.groups();
    this.listener = ports.listener();
  }

  void observe(Observation poll) {
    session.observe(poll);
    ControlState state = session.state();
    if (state instanceof ControlState.Held held) {
      react(session.compare(poll), held.terms(), poll);
    } else if (state instanceof ControlState.Away) {
      reconnected(poll);
    } else if (state instanceof ControlState.Suspended suspended) {
      resume(suspended, poll);
    }
    session.judgeLimit(poll);
  }

  /** After an unconfirmed decrease, never writes back the higher value that it replaced. */
  private void reconnected(Observation poll) {
    groups
        .cap(settings.id())
        .ifPresent(
            cap -> cap.amps().ifPresent(amps -> session.lowerTo(writable(Decimal.of(amps)))));
    if (!session.decreaseOpen() && !session.reconnectedVerified(poll)) {
      rewrite("reconnect", From.FALLEN_BACK);
    }
  }

  private void react(SetPointWatch.Seen seen, Grant terms, Observation poll) {
    switch (seen) {
      case ABOVE -> {
        listener.drift(DriftSide.ABOVE, terms.value(), session.registerValue(poll.readings()));
        rewrite("drift", From.LIMITED);
      }
      case BELOW -> {
        listener.drift(DriftSide.BELOW, terms.value(), session.registerValue(poll.readings()));
        // Where the set point is the lifebit, the next lifebit would raise a value that another
        // controller lowered.
        if (map.lifebit().filter(r -> r.scheme().rewritesSetPoint()).isPresent()) {
          foreign(terms);
        }
      }
      case SESSION -> rewrite("session", From.LIMITED);
      case FELL_BACK -> rewrite("fallback", From.FALLEN_BACK);
      case NOT_PAUSED -> rewrite("pause", From.LIMITED);
      case FOREIGN -> foreign(terms);
      case NOTHING, AS_GRANTED -> {
        if (session.undoes()) {
          rewrite("undo", From.PAUSED);
        }
      }
    }
  }

  private void foreign(Grant terms) {
    listener.foreignController(terms.value());
    session.lose(LossReason.FOREIGN_CONTROLLER);
  }

  private void resume(ControlState.Suspended suspended, Observation poll) {
    if (queue.writing()) {
      return;
    }
    Resumption.Verdict verdict = session.judgeResumption(suspended.resumption(), poll);
    if (verdict instanceof Resumption.Verdict.Never never) {
      session.abandonIntent(never.why());
    } else if (verdict instanceof Resumption.Verdict.Now) {
      boolean unsafe = FallbackCheck.refusal(map, permissions, poll.readings()).isPresent();
      double amps =
          Math.max(suspended.terms().value().ceil(), FallbackCheck.amps(map, poll.readings()));
      if (unsafe && suspended.resumption().unreadable(poll.readings())) {
        return;
      }
      if (unsafe || session.stranger()) {
        session.abandonIntent("the charger would not fall back safely, or is another device");
      } else {
        resumeWithin(amps);
      }
    }
  }

  /** The highest value within the cap that the charger accepts. */
  private Decimal writable(Decimal cap) {
    return setPoint
        .flatMap(Point::write)
        .map(rule -> GroupCapWriter.writable(rule, permissions.maxCurrent(), cap))
        .orElse(Decimal.ZERO);
  }

  /** Waits for a group member that has not been read yet. */
  private void resumeWithin(double amps) {
    if (groups.cap(settings.id()).filter(cap -> !cap.allows(amps)).isPresent()) {
      return;
    }
    Optional<GroupGuard.Refusal> refusal = groups.admit(settings.id(), amps);
    if (refusal.isEmpty()) {
      rewrite("resume", From.FALLEN_BACK);
    } else if (!refusal.get().provisional()) {
      session.abandonIntent("its group no longer has capacity for it");
    }
  }

  /**
   * Writes the granted value once more. A write in progress ends first and may make this
   * unnecessary; waiting commands come after it.
   */
  private void rewrite(String cause, From from) {
    Optional<Grant> terms = session.state().grant();
    if (setPoint.isEmpty() || terms.isEmpty()) {
      return;
    }
    ControlPhase phase = session.state().phase();
    Decimal value = terms.get().value();
    if (groups.cap(settings.id()).filter(cap -> !cap.allows(value.toDouble())).isPresent()) {
      // The group's own write follows and is lower.
      return;
    }
    CommandRules.Write write =
        new CommandRules.Write(setPoint.get(), setPoint.get().write().orElseThrow(), value, true);
    queue.occupy(
        free -> {
          if (!session.beforeRewrite(phase, value)) {
            free.run();
            return;
          }
          writer.write(
              new SequenceWriter.Order(
                  map.sequences().steps(map.setPoint().orElseThrow(), value, from),
                  write,
                  PointWriter.Cause.of(cause, terms.get().by()),
                  writer.patience(),
                  () -> session.state().phase() == phase),
              outcome -> {
                session.afterRewrite(write, outcome);
                free.run();
              });
        });
  }
}

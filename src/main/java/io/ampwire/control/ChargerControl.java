package io.ampwire.control;

import io.ampwire.command.Command;
import io.ampwire.command.CommandRules;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Control of one charger, as its lane uses it. It takes commands and polls and provides the view
 * for the state document. A command passes the queue, the executor and the writer. The session
 * tracks the controller. The reactions handle each poll.
 */
public final class ChargerControl {
  private final CommandQueue queue;
  private final CommandExecutor executor;
  private final ControlSession session;
  private final PollReactions reactions;
  private final GroupCapWriter cap;

  /**
   * @param orders word order of a point on this charger, empty while it is undecided
   */
  public ChargerControl(
      ControlSettings settings,
      ModbusLink link,
      Scheduler scheduler,
      ControlPorts ports,
      Function<Point, Optional<WordOrder>> orders) {
    PointWriter writer =
        new PointWriter(settings, link, scheduler, ports.audit(), orders, this::overtaken);
    this.session = new ControlSession(settings, link, scheduler, ports, orders);
    SequenceWriter sequences =
        new SequenceWriter(settings.map(), writer, scheduler, session::sendLifebit);
    this.executor = new CommandExecutor(settings, link, scheduler, ports, session, sequences);
    this.queue =
        new CommandQueue(
            new CommandRules(settings.map(), settings.permissions()),
            scheduler,
            executor,
            ports.metrics(),
            ports.answers());
    this.reactions = new PollReactions(settings, session, sequences, queue, ports);
    this.cap = new GroupCapWriter(settings, session, executor, sequences, queue, ports, scheduler);
  }

  private boolean overtaken(CommandRules.Write write) {
    return cap.overtakes(write);
  }

  /** Takes a command; its answer follows within ten seconds. */
  public void arrive(Command command) {
    queue.arrive(command);
  }

  /** Processes a completed poll. */
  public void observe(Observation poll) {
    executor.observe(poll);
    reactions.observe(poll);
    if (!queue.writing()) {
      executor.account();
    }
    cap.observe();
  }

  /** Handles the time of a poll at which the charger refuses all reads as busy. */
  public void busy() {
    executor.busy();
    cap.enforce();
  }

  /** Enforces a changed cap of the charger's group. */
  public void capChanged() {
    cap.enforce();
  }

  /**
   * Handles a charger that went offline, connected or not: its earlier readings no longer count.
   */
  public void offline() {
    executor.forget();
    unreachable();
  }

  /**
   * Handles a lost connection: nothing is known until the next poll, and no command waits for it.
   */
  public void unreachable() {
    executor.unreachable();
    session.unreachable();
    queue.giveUp(CommandExecutor.absent());
    cap.report();
  }

  /** Handles the passing of time, whether the charger answers or not. */
  public void tick(boolean stuck) {
    session.tick(stuck);
  }

  /** Stops the lifebit, then answers the waiting commands; writes nothing. */
  public void stop(StopReason why) {
    executor.stop(why.answer());
    session.stop(why);
    queue.giveUp(why.answer());
  }

  /** Whether a write is in progress. */
  public boolean writing() {
    return queue.writing();
  }

  /** Milliseconds since the charger accepted a lifebit; may be called from any thread. */
  public OptionalLong lifebitAge() {
    return session.lifebitAge();
  }

  public ControlView view() {
    return session.view();
  }

  /** Whether no phase exceeds the limit; empty while this is not checked. */
  public Optional<Boolean> limitFollowed() {
    return session.limitFollowed();
  }
}

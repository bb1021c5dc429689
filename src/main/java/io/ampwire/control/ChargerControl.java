package io.ampwire.control;

import io.ampwire.command.Command;
import io.ampwire.command.CommandGate;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Control of one charger as its lane sees it: commands and polls go in, the view for the state
 * document comes out. A command passes the queue, the executor and the writer; the session keeps
 * who controls the charger; the reactions answer each poll.
 */
public final class ChargerControl {
  private final CommandQueue queue;
  private final CommandExecutor executor;
  private final ControlSession session;
  private final PollReactions reactions;

  /**
   * @param orders word order of a point on this charger, empty while nothing decides it
   */
  public ChargerControl(
      ControlSettings settings,
      ModbusLink link,
      Scheduler scheduler,
      ControlPorts ports,
      Function<Point, Optional<WordOrder>> orders) {
    PointWriter writer = new PointWriter(settings, link, scheduler, ports.audit(), orders);
    this.session = new ControlSession(settings, link, scheduler, ports, orders);
    this.executor = new CommandExecutor(settings, link, scheduler, ports, session, writer);
    this.queue =
        new CommandQueue(
            new CommandGate(settings.map(), settings.permissions()),
            scheduler,
            executor,
            ports.metrics(),
            ports.answers());
    this.reactions = new PollReactions(settings, session, writer, queue, ports);
  }

  /** Takes a command; its answer follows within ten seconds. */
  public void arrive(Command command) {
    queue.arrive(command);
  }

  /** Takes in a completed poll. */
  public void observe(Observation poll) {
    executor.observe(poll);
    reactions.observe(poll);
    if (!queue.writing()) {
      executor.account();
    }
  }

  /** The charger is offline, connected or not: nothing it said before counts. */
  public void offline() {
    executor.forget();
    unreachable();
  }

  /** The connection is gone: nothing is known until the next poll, and no command waits for it. */
  public void unreachable() {
    executor.unreachable();
    session.unreachable();
    queue.giveUp(CommandExecutor.absent());
  }

  /** Time passes, whether the charger answers or not. */
  public void tick(boolean stuck) {
    session.tick(stuck);
  }

  /** Stops the lifebit, then answers what waits; writes nothing. */
  public void stop(StopReason why) {
    executor.stop(why.answer());
    session.stop(why);
    queue.giveUp(why.answer());
  }

  /** Whether a write has not ended. */
  public boolean writing() {
    return queue.writing();
  }

  /** Milliseconds since the charger accepted a lifebit; may be asked from any thread. */
  public OptionalLong lifebitAge() {
    return session.lifebitAge();
  }

  public ControlView view() {
    return session.view();
  }

  /** Whether no phase exceeds the limit; empty while that is not judged. */
  public Optional<Boolean> limitFollowed() {
    return session.limitFollowed();
  }
}

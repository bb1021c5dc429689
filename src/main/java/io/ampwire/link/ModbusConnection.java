package io.ampwire.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The one connection to an endpoint, with one request in flight. A socket is one generation: after
 * a timeout, a malformed answer or a loss it is closed and never used again, so that nothing late
 * can be taken for an answer and no request is ever sent after its caller gave it up. While there
 * is no connection requests fail at once; nothing is queued for a charger that is away.
 */
public final class ModbusConnection {
  /** Which waiting request goes first. */
  public enum Priority {
    LIFEBIT,
    COMMAND,
    POLL
  }

  /** Told about the connection, on the link's scheduler. */
  public interface Listener {
    void up();

    void down(String why);
  }

  private final ModbusDialer.Endpoint endpoint;
  private final ModbusDialer dialer;
  private final Scheduler scheduler;
  private final Backoff backoff;
  private final ConnectionMetrics metrics;
  private final long timeout;
  private final RequestDeadline deadline;
  private final List<Listener> listeners = new ArrayList<>();
  private final Map<Priority, Queue<Pending>> waiting = new EnumMap<>(Priority.class);
  private ModbusDialer.Socket connection;
  private Pending inFlight;
  private long generation;
  private boolean stopped;
  private long spacing;
  private boolean resting;

  private record Pending(
      ModbusRequest request, BooleanSupplier wanted, CompletableFuture<ModbusResponse> answer) {}

  public ModbusConnection(
      ModbusDialer.Endpoint endpoint,
      ModbusDialer dialer,
      Scheduler scheduler,
      Duration timeout,
      RandomGenerator random,
      ConnectionMetrics metrics) {
    this.endpoint = endpoint;
    this.dialer = dialer;
    this.scheduler = scheduler;
    this.timeout = timeout.toNanos();
    this.deadline = new RequestDeadline(scheduler, this.timeout, this::expired);
    this.backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
    this.metrics = metrics;
    for (Priority priority : Priority.values()) {
      waiting.put(priority, new ArrayDeque<>());
    }
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /**
   * The device wants to rest that long between an answer and the next request; of several wishes
   * the longest holds. What waits goes in its order then, the lifebit first.
   */
  public void rest(Duration wanted) {
    spacing = Math.max(spacing, wanted.toNanos());
  }

  /** Dials; from then on the link keeps itself up. */
  public void start() {
    dial();
  }

  /** Closes for good. */
  public void stop() {
    stopped = true;
    drop(new ModbusResponse.Failed(ModbusResponse.Reason.LOST, true, "stopped"));
  }

  public boolean isUp() {
    return connection != null;
  }

  /** What a request gets, from being sent to its answer. */
  public Duration timeout() {
    return Duration.ofNanos(timeout);
  }

  /** The charger behind the link; only for people. */
  public ModbusDialer.Endpoint endpoint() {
    return endpoint;
  }

  /** Sends the request when its turn comes; the stage always completes normally. */
  public CompletionStage<ModbusResponse> request(Priority priority, ModbusRequest request) {
    return request(priority, request, () -> true);
  }

  /** As above, but asks when its turn comes whether it is still to be sent. */
  public CompletionStage<ModbusResponse> request(
      Priority priority, ModbusRequest request, BooleanSupplier wanted) {
    if (connection == null) {
      return CompletableFuture.completedFuture(
          new ModbusResponse.Failed(
              ModbusResponse.Reason.DOWN, false, "no connection to " + endpoint));
    }
    Pending pending = new Pending(request, wanted, new CompletableFuture<>());
    waiting.get(priority).add(pending);
    sendNext();
    return pending.answer;
  }

  private void sendNext() {
    while (inFlight == null && connection != null && !resting) {
      Pending next = poll();
      if (next == null) {
        return;
      }
      if (next.wanted.getAsBoolean()) {
        send(next);
      } else {
        next.answer.complete(
            new ModbusResponse.Failed(ModbusResponse.Reason.DOWN, false, "no longer wanted"));
      }
    }
  }

  private Pending poll() {
    for (Priority priority : Priority.values()) {
      Pending next = waiting.get(priority).poll();
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  private void send(Pending pending) {
    inFlight = pending;
    long sentIn = generation;
    long sentAt = scheduler.nanos();
    deadline.begin(sentAt);
    connection
        .request(pending.request)
        .thenAccept(
            answer -> {
              if (sentIn == generation && inFlight == pending) {
                metrics.answered(answer, scheduler.nanos() - sentAt);
                settle(pending, answer);
              }
            });
  }

  private void settle(Pending pending, ModbusResponse answer) {
    if (answer.valid()) {
      backoff.reset();
      inFlight = null;
      deadline.end();
      if (spacing > 0) {
        resting = true;
        scheduler.after(spacing, this::rested);
      }
      pending.answer.complete(answer);
      sendNext();
    } else {
      drop((ModbusResponse.Failed) answer);
    }
  }

  private void rested() {
    resting = false;
    sendNext();
  }

  private void expired() {
    metrics.answered(new ModbusResponse.Failed(ModbusResponse.Reason.TIMEOUT, true, ""), timeout);
    String why = "no answer within " + timeout / 1_000_000 + " ms";
    drop(new ModbusResponse.Failed(ModbusResponse.Reason.TIMEOUT, true, why));
  }

  private void dial() {
    if (stopped) {
      return;
    }
    long dialled = ++generation;
    dialer
        .dial(endpoint, why -> lost(dialled, why))
        .whenComplete(
            (opened, failure) -> scheduler.execute(() -> dialled(dialled, opened, failure)));
  }

  private void dialled(long dialled, ModbusDialer.Socket opened, Throwable failure) {
    if (failure != null) {
      listeners.forEach(l -> l.down(failure.getMessage()));
      scheduler.after(backoff.next(), this::dial);
    } else if (stopped || dialled != generation) {
      opened.close();
    } else {
      connection = opened;
      metrics.connected();
      listeners.forEach(Listener::up);
    }
  }

  /** May come before {@link #dialled}: a charger that resets at once must not stay "connected". */
  private void lost(long of, String why) {
    if (of == generation) {
      drop(new ModbusResponse.Failed(ModbusResponse.Reason.LOST, true, why));
    }
  }

  private void drop(ModbusResponse.Failed how) {
    String why = how.detail();
    ModbusDialer.Socket closing = connection;
    connection = null;
    generation++;
    if (closing != null) {
      closing.close();
    }
    Pending sent = inFlight;
    inFlight = null;
    deadline.end();
    List<Pending> unsent = new ArrayList<>();
    waiting.values().forEach(queue -> unsent.addAll(queue));
    waiting.values().forEach(Queue::clear);
    if (sent != null) {
      sent.answer.complete(how);
    }
    unsent.forEach(
        p -> p.answer.complete(new ModbusResponse.Failed(ModbusResponse.Reason.DOWN, false, why)));
    listeners.forEach(l -> l.down(why));
    if (!stopped) {
      scheduler.after(backoff.next(), this::dial);
    }
  }
}

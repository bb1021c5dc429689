package io.ampwire.link;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The one Modbus connection to an endpoint, with one request in flight. Chargers behind the
 * endpoint share it; each uses its own {@link ModbusLink}. After a loss or a malformed answer, the
 * connection closes its socket and never reuses it, so that no late answer counts. If the device
 * closes an idle connection, the device has not failed; the next request reconnects. While the
 * endpoint is unreachable, requests fail at once and are not queued. Runs on one scheduler.
 */
public final class ModbusConnection {
  /** Priority of a waiting request. */
  public enum Priority {
    LIFEBIT,
    COMMAND,
    POLL
  }

  /** State of the connection. */
  private enum Phase {
    /** The connection waits for the backoff or has not started. */
    DOWN,
    /** The connection is being opened; requests fail until it is up. */
    DIALLING,
    /** The device closed the idle connection; the next request reconnects. */
    IDLE,
    /** The connection is being reopened for requests that wait. */
    REDIALLING,
    UP,
    STOPPED
  }

  /**
   * Limit of abandoned requests per socket; a device that leaves so many unanswered gets a new
   * connection.
   */
  private static final int MOST_ABANDONED = 1000;

  /** Idle time after which the device may close the connection while a request goes out, ns. */
  private static final long IDLE_NANOS = 150_000_000L;

  private final ModbusDialer.Endpoint endpoint;
  private final ModbusDialer dialer;
  private final Scheduler scheduler;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final ConnectionMetrics metrics;
  private final long timeout;
  private final RequestDeadline deadline;
  private final List<ModbusLink> links = new ArrayList<>(1);

  /** Requests that wait, one queue for each {@link Priority} in its order. */
  private final List<Queue<Pending>> waiting =
      Stream.of(Priority.values()).<Queue<Pending>>map(each -> new ArrayDeque<>(1)).toList();

  private Phase phase = Phase.DOWN;
  private ModbusDialer.Socket socket;
  private Pending inFlight;
  private long generation;
  private long answers;
  private long unanswered;
  private int abandoned;
  private long lastAnswer;
  private long idleBefore;
  private long spacing;
  private boolean resting;
  private long writeSpacing;
  private long lastWrite;
  private boolean written;

  /** Request of one link, from its arrival to its answer, with which it completes. */
  private static final class Pending extends CompletableFuture<ModbusResponse> {
    final ModbusLink link;
    final ModbusRequest request;
    final BooleanSupplier wanted;
    final boolean expendable;
    boolean repeated;

    Pending(ModbusLink link, ModbusRequest request, BooleanSupplier wanted, boolean expendable) {
      this.link = link;
      this.request = request;
      this.wanted = wanted;
      this.expendable = expendable;
    }

    void fail(ModbusResponse.Reason reason, boolean sent, String why) {
      complete(new ModbusResponse.Failed(reason, sent, why));
    }
  }

  /**
   * @param timeout longest wait for an answer
   */
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
    this.deadline = new RequestDeadline(scheduler, this::expired);
    this.random = random;
    this.backoff = backoff();
    this.metrics = metrics;
  }

  /** Use of the connection by one charger. */
  public ModbusLink link() {
    ModbusLink link = new ModbusLink(this, scheduler, backoff());
    links.add(link);
    return link;
  }

  /** Ends this charger's use of the connection. */
  void release(ModbusLink link) {
    links.remove(link);
  }

  private Backoff backoff() {
    return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), random);
  }

  /**
   * Sets the minimum pause between an answer and the next request; the longest of several applies.
   */
  void rest(Duration pause) {
    spacing = Math.max(spacing, pause.toNanos());
  }

  /** Sets the minimum pause between two writes; the longest of several applies. */
  void restBetweenWrites(Duration pause) {
    writeSpacing = Math.max(writeSpacing, pause.toNanos());
  }

  /** Opens the connection; from then on the connection reconnects by itself. */
  public void start() {
    dial(Phase.DIALLING);
  }

  /** Closes the connection for good. */
  public void stop() {
    phase = Phase.STOPPED;
    drop(new ModbusResponse.Failed(ModbusResponse.Reason.LOST, true, "stopped"));
  }

  /** Whether the connection can send a request now, or after it reopens an idle connection. */
  public boolean isUp() {
    return phase == Phase.UP || phase == Phase.IDLE || phase == Phase.REDIALLING;
  }

  Duration timeout() {
    return Duration.ofNanos(timeout);
  }

  /** Address of the endpoint, for messages. */
  public ModbusDialer.Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Sends a request when its turn comes; the stage always completes normally.
   *
   * @param wanted condition checked when the request's turn comes; if false, nothing is sent
   * @param expendable whether a missing answer does not count against the connection
   */
  CompletionStage<ModbusResponse> request(
      ModbusLink link,
      Priority priority,
      ModbusRequest request,
      BooleanSupplier wanted,
      boolean expendable) {
    Pending pending = new Pending(link, request, wanted, expendable);
    if (!isUp()) {
      pending.fail(ModbusResponse.Reason.DOWN, false, "no connection to " + endpoint);
      return pending;
    }
    waiting.get(priority.ordinal()).add(pending);
    if (phase == Phase.IDLE) {
      dial(Phase.REDIALLING);
    } else {
      sendNext();
    }
    return pending;
  }

  private void sendNext() {
    while (inFlight == null && phase == Phase.UP && !resting) {
      Pending next = poll();
      if (next == null) {
        return;
      }
      if (next.wanted.getAsBoolean()) {
        send(next);
      } else {
        next.fail(ModbusResponse.Reason.DOWN, false, "no longer wanted");
      }
    }
  }

  private Pending poll() {
    for (int i = 0; i < waiting.size(); i++) {
      Queue<Pending> queue = waiting.get(i);
      Pending next = writeSpacing > 0 ? mature(queue) : queue.poll();
      if (next != null) {
        return next;
      }
    }
    return null;
  }

  /** Removes the first request that need not wait for the pause between writes. */
  private Pending mature(Queue<Pending> queue) {
    boolean early = written && scheduler.nanos() - lastWrite < writeSpacing;
    for (Iterator<Pending> all = queue.iterator(); all.hasNext(); ) {
      Pending next = all.next();
      if (!early || !(next.request instanceof ModbusRequest.Write)) {
        all.remove();
        return next;
      }
    }
    return null;
  }

  private void noteWrite(ModbusRequest request) {
    if (writeSpacing > 0 && request instanceof ModbusRequest.Write) {
      written = true;
      lastWrite = scheduler.nanos();
      scheduler.after(writeSpacing, this::sendNext);
    }
  }

  private void send(Pending pending) {
    inFlight = pending;
    noteWrite(pending.request);
    long sentIn = generation;
    long sentAt = scheduler.nanos();
    idleBefore = sentAt - lastAnswer;
    deadline.begin(sentAt, patience(pending));
    socket.request(
        pending.request,
        answer -> {
          if (sentIn == generation && inFlight == pending) {
            long now = scheduler.nanos();
            metrics.answered(answer, now - sentAt);
            settle(pending, answer, now, now - sentAt);
          }
        });
  }

  /**
   * Returns how long a request may take, ns. On a shared connection, no charger may delay the
   * lifebits of the others for the whole timeout.
   */
  private long patience(Pending pending) {
    long most = links.size() > 1 ? Math.min(timeout, 1_000_000_000L) : timeout;
    return pending.expendable || pending.link.silent()
        ? Math.min(most, pending.link.shortPatience())
        : most;
  }

  private void settle(Pending pending, ModbusResponse answer, long now, long took) {
    if (answer.valid()) {
      backoff.reset();
      answers++;
      unanswered = 0;
      lastAnswer = now;
      pending.link.answered(pending.request, answer, now, took);
      inFlight = null;
      deadline.end();
      rest();
      pending.complete(answer);
      sendNext();
    } else {
      drop((ModbusResponse.Failed) answer);
    }
  }

  private void rest() {
    if (spacing > 0) {
      resting = true;
      scheduler.after(spacing, this::rested);
    }
  }

  private void rested() {
    resting = false;
    sendNext();
  }

  /**
   * Whether the device was just closing the connection when this read arrived; the read is repeated
   * once.
   */
  private boolean metClosing(Pending pending) {
    return pending.request instanceof ModbusRequest.Read
        && !pending.expendable
        && !pending.repeated
        && answers > 0
        && phase == Phase.UP
        && waitingEmpty()
        && idleBefore > IDLE_NANOS;
  }

  private boolean waitingEmpty() {
    return waiting.stream().allMatch(Queue::isEmpty);
  }

  private void repeat(Pending pending) {
    pending.repeated = true;
    close();
    waiting.get(Priority.POLL.ordinal()).add(pending);
    dial(Phase.REDIALLING);
  }

  /**
   * Handles a request without an answer in time. On a shared connection, or after a probe, one
   * timeout does not end the connection. A second timeout in a row does, and so does a timeout of
   * every charger.
   */
  private void expired() {
    Pending silent = inFlight;
    String why = "no answer within " + deadline.patience() / 1_000_000 + " ms";
    ModbusResponse.Failed failed =
        new ModbusResponse.Failed(ModbusResponse.Reason.TIMEOUT, true, why);
    metrics.answered(failed, deadline.patience());
    if (endsConnection(silent)) {
      drop(failed);
      return;
    }
    inFlight = null;
    if (!silent.expendable) {
      silent.link.fellSilent(why);
    }
    silent.complete(failed);
    failWaiting(silent.link, why);
    if (++abandoned >= MOST_ABANDONED) {
      drop(failed);
    } else {
      sendNext();
    }
  }

  private boolean endsConnection(Pending silent) {
    if (silent.link.silent()) {
      return links.stream().allMatch(ModbusLink::silent);
    }
    return (links.size() <= 1 && !silent.expendable) || unanswered++ > 0;
  }

  /** Fails the remaining requests of the silent charger, because they would delay the others. */
  private void failWaiting(ModbusLink link, String why) {
    if (!link.silent()) {
      return;
    }
    List<Pending> unsent = new ArrayList<>();
    for (Queue<Pending> queue : waiting) {
      queue.removeIf(pending -> pending.link == link && unsent.add(pending));
    }
    unsent.forEach(pending -> pending.fail(ModbusResponse.Reason.DOWN, false, why));
  }

  private void dial(Phase dialling) {
    if (phase == Phase.STOPPED) {
      return;
    }
    phase = dialling;
    long dialled = ++generation;
    dialer
        .dial(endpoint, how -> lost(dialled, how))
        .whenComplete(
            (opened, failure) -> scheduler.execute(() -> dialled(dialled, opened, failure)));
  }

  private void dialled(long dialled, ModbusDialer.Socket opened, Throwable failure) {
    if (failure == null && (phase == Phase.STOPPED || dialled != generation)) {
      opened.close();
    } else if (dialled == generation && failure != null && phase != Phase.STOPPED) {
      drop(new ModbusResponse.Failed(ModbusResponse.Reason.DOWN, false, failure.getMessage()));
    } else if (failure == null) {
      socket = opened;
      phase = Phase.UP;
      answers = 0;
      unanswered = 0;
      abandoned = 0;
      metrics.connected();
      sendNext();
    }
  }

  /**
   * Handles a close, which may arrive before {@link #dialled}: a charger that resets at once must
   * not stay "connected".
   */
  private void lost(long of, ModbusDialer.Close how) {
    if (of != generation) {
      return;
    }
    boolean idle =
        how.orderly() && phase == Phase.UP && inFlight == null && answers > 0 && waitingEmpty();
    if (idle) {
      close();
      phase = Phase.IDLE;
    } else if (inFlight != null && how.orderly() && metClosing(inFlight)) {
      repeat(inFlight);
    } else {
      drop(new ModbusResponse.Failed(ModbusResponse.Reason.LOST, true, how.why()));
    }
  }

  private void close() {
    ModbusDialer.Socket closing = socket;
    socket = null;
    inFlight = null;
    generation++;
    deadline.end();
    if (closing != null) {
      closing.close();
    }
  }

  private void drop(ModbusResponse.Failed how) {
    Pending sent = inFlight;
    close();
    if (phase != Phase.STOPPED) {
      phase = Phase.DOWN;
    }
    List<Pending> unsent = new ArrayList<>();
    waiting.forEach(unsent::addAll);
    waiting.forEach(Queue::clear);
    if (sent != null) {
      sent.complete(how);
    }
    unsent.forEach(p -> p.fail(ModbusResponse.Reason.DOWN, false, how.detail()));
    List.copyOf(links).forEach(link -> link.down(how.detail()));
    if (phase != Phase.STOPPED) {
      scheduler.after(backoff.next(), this::redial);
    }
  }

  private void redial() {
    if (phase == Phase.DOWN) {
      dial(Phase.DIALLING);
    }
  }
}

package io.ampwire.telemetry;

import io.ampwire.control.BrokerRoundTrip;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Sender of documents to the broker, at most a window ahead of the last proof. The proof is a probe
 * message sent behind the documents that returns through the subscription for commands. It shows
 * that the broker took everything before it, and that this bridge receives commands. Unproved
 * documents go to the journal and are sent again.
 *
 * <p>All work happens on the outbox's own scheduler. Public methods may be called from any thread
 * and return at once.
 */
public final class Outbox implements BrokerRoundTrip {
  private static final long TICK = 100_000_000L;
  private static final int TICKS_TO_IDLE_PROBE = 20;
  private static final int TICKS_TO_HOLD = 20;

  private final Publisher publisher;
  private final Scheduler scheduler;
  private final Settings settings;
  private final SendQueue queue = new SendQueue();
  private final PacketLimit limit = new PacketLimit();
  private final WithheldDocuments withheld;
  private final InFlight inFlight;
  private final DeliveryLedger ledger;
  private final Replay replay;
  private final Outage outage;
  private final RetransmitQueue retransmit;
  private final CopyOnWriteArrayList<Consumer<Map<String, Object>>> withheldListeners =
      new CopyOnWriteArrayList<>();
  private Optional<CompletableFuture<Void>> leaving = Optional.empty();
  private long spilledAt;
  private int held;
  private long live;
  private long ticks;

  /**
   * @param boot name of this run of the process
   * @param random source of the probe tokens; it has to be strong, or a reader could guess them
   * @param syncNanos the longest time for which a document may be in memory alone
   * @param window the most documents that may be unproved
   */
  public record Settings(String boot, RandomGenerator random, long syncNanos, int window) {}

  /**
   * @param scheduler the outbox's own; the publisher is called on it
   */
  public Outbox(Publisher publisher, Journal journal, Scheduler scheduler, Settings settings) {
    this.publisher = publisher;
    this.scheduler = scheduler;
    this.settings = settings;
    this.withheld = new WithheldDocuments(settings.boot());
    this.ledger = new DeliveryLedger(journal, settings.boot(), settings.syncNanos() / 2);
    this.retransmit = new RetransmitQueue(ledger);
    this.inFlight =
        new InFlight(publisher, scheduler, retransmit, settings.random(), settings.window());
    this.replay =
        new Replay(
            journal, ledger, scheduler, this::gapEvent, this::transmit, inFlight::backlogShare);
    this.outage = new Outage(journal, scheduler.nanos());
  }

  private Document gapEvent(Journal.Gap gap) {
    return ledger.number(BridgeEvents.gap(gap, scheduler.wallMillis()));
  }

  void retainer(RetransmitQueue.Retainer of) {
    retransmit.retainer(of);
  }

  /** Receives the details of each report about withheld documents; the listener returns at once. */
  public void onWithheld(Consumer<Map<String, Object>> listener) {
    withheldListeners.add(listener);
  }

  /** Starts to send probe messages. */
  public void start() {
    scheduler.after(TICK, this::tick);
  }

  /** Queues a document. */
  public void offer(Document document) {
    scheduler.execute(() -> enqueue(document));
  }

  /** Sets the largest MQTT packet that the broker accepts; bytes. */
  public void maxPacket(int bytes) {
    scheduler.execute(() -> limit.announce(bytes));
  }

  /** Sets how many publishes the broker accepts before it acknowledges one. */
  public void receiveMaximum(int messages) {
    scheduler.execute(() -> inFlight.receiveMaximum(messages));
  }

  /** Starts with a new connection; documents in flight on an earlier one are unproved. */
  public void connected() {
    scheduler.execute(this::begin);
  }

  public void disconnected() {
    scheduler.execute(this::end);
  }

  /**
   * Handles a message on the probes' topic that came through the subscription for commands.
   *
   * @return whether it is a probe in flight on this connection
   */
  public CompletionStage<Boolean> returned(Document.Probe probe) {
    return returned(probe, true);
  }

  /**
   * Handles the same message from another subscription. It proves delivery, but not that the bridge
   * receives commands.
   */
  public CompletionStage<Boolean> delivered(Document.Probe probe) {
    return returned(probe, false);
  }

  /**
   * Sends a last document at once, ahead of all waiting ones; nothing is sent after it. Completes
   * when the broker proved to have it or the connection is lost.
   */
  public CompletionStage<Void> farewell(Document document) {
    CompletableFuture<Void> left = new CompletableFuture<>();
    scheduler.execute(() -> leave(document, left));
    return left;
  }

  /**
   * Passes unproved documents to the journal; completes when that is done. Nothing is sent later.
   */
  public CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          report(withheld.remaining(limit, scheduler.nanos()));
          end();
          closed.complete(null);
        });
    return closed;
  }

  @Override
  public long last() {
    return inFlight.lastRoundTrip();
  }

  /** Time since which a connection is reported as up; empty if none is. */
  public Optional<Long> connectedSince() {
    return inFlight.since();
  }

  /** Whether a connection is reported as up and returned no probe for that many {@code nanos}. */
  public boolean silent(long nanos) {
    return inFlight.isSilent(nanos, scheduler.nanos());
  }

  /** Number of deliveries that a connection refused, since the start. */
  public long nacked() {
    return retransmit.refused();
  }

  /** Number of documents of the journal that the broker proved to have, since the start. */
  public long replayed() {
    return replay.replayed();
  }

  /** Number of documents that exceed the broker's packet limit, since the start. */
  public long withheld() {
    return withheld.count();
  }

  /** Runs a task of telemetry on the outbox's scheduler, after all earlier ones. */
  void execute(Runnable task) {
    scheduler.execute(task);
  }

  /** Monotonic time, ns. */
  long nanos() {
    return scheduler.nanos();
  }

  /** Wall clock, ms. */
  long wallMillis() {
    return scheduler.wallMillis();
  }

  /** Queues a document and returns it with its number. On the scheduler. */
  Document enqueue(Document document) {
    Delivery delivery =
        ledger
            .enter(document, scheduler.nanos())
            .orElseGet(() -> new Delivery(document, retransmit));
    dispatch(delivery);
    return delivery.document();
  }

  /** Sends a retained document again. On the scheduler. */
  void repeat(Document document) {
    dispatch(new Delivery(document, retransmit));
  }

  /** Drops waiting documents of a charger that left. On the scheduler. */
  void forget(ChargerId charger) {
    queue.forget(charger).forEach(Delivery::unproved);
    ledger.forget(charger);
  }

  private void begin() {
    if (inFlight.up()) {
      end();
    }
    long now = scheduler.nanos();
    limit.connected(now);
    inFlight.begin(now);
    inFlight.probe();
    retransmit.repeatAll();
    if (limit.isDoubtful()) {
      held = TICKS_TO_HOLD;
    } else {
      release();
    }
  }

  /**
   * Releases documents for sending. After a loss that a document may have caused, the first probe
   * precedes them, to show that the connection works without them.
   */
  private void release() {
    held = 0;
    retransmit.send(this::dispatch);
    if (inFlight.unprobed()) {
      inFlight.probe();
    }
  }

  private void end() {
    long now = scheduler.nanos();
    if (inFlight.up()) {
      outage.begin(now);
      inFlight.unproved().ifPresent(unproved -> limit.lost(unproved, now));
    }
    held = 0;
    inFlight.end();
    queue.clear().forEach(Delivery::unproved);
    replay.end();
    ledger.spill(now);
    leaving.ifPresent(left -> left.complete(null));
  }

  private CompletionStage<Boolean> returned(Document.Probe probe, boolean asCommandsDo) {
    CompletableFuture<Boolean> counts = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          InFlight.Result result = inFlight.returned(probe, asCommandsDo, scheduler.nanos());
          boolean known = !(result instanceof InFlight.Result.Unknown);
          if (known) {
            limit.worked();
            if (held > 0) {
              release();
            }
            take(result);
          }
          counts.complete(known);
        });
    return counts;
  }

  private void take(InFlight.Result result) {
    if (result instanceof InFlight.Result.Proved proved) {
      inFlight.prove(proved.upTo(), limit::proved);
      proved();
    } else if (result instanceof InFlight.Result.Dropped dropped) {
      outage.begin(dropped.since());
      inFlight.giveUp(dropped.upTo());
      retransmit.repeatAll();
      pump();
    }
  }

  private void proved() {
    if (leaving.isPresent()) {
      if (inFlight.isEmpty()) {
        leaving.get().complete(null);
      }
    } else if (inFlight.up()) {
      outage.end(scheduler.nanos(), scheduler.wallMillis()).ifPresent(this::enqueue);
      replay.begin();
      pump();
    }
  }

  private void leave(Document document, CompletableFuture<Void> left) {
    leaving = Optional.of(left);
    queue.clear().forEach(Delivery::unproved);
    replay.end();
    if (inFlight.up()) {
      transmit(new Delivery(document, retransmit));
      inFlight.probe();
    } else {
      left.complete(null);
    }
  }

  private void tick() {
    scheduler.after(TICK, this::tick);
    ticks++;
    long now = scheduler.nanos();
    if (now - spilledAt >= settings.syncNanos() / 2) {
      spilledAt = now;
      ledger.spill(now);
    }
    report(withheld.reports(limit, now));
    if (isOpen() && limit.trial(now)) {
      retransmit.repeatAll();
    }
    inFlight.dropped(now).ifPresent(this::take);
    replay.tick(live);
    queue.tick();
    live = 0;
    if (held == 1 && inFlight.up()) {
      release();
    } else if (held > 0) {
      held--;
    }
    if (isOpen()) {
      if (ticks % TICKS_TO_IDLE_PROBE == 0) {
        retransmit.send(this::dispatch);
        inFlight.probe();
      } else if (inFlight.unprobedFor(TICK, now)) {
        inFlight.probe();
      }
      pump();
    }
  }

  private void dispatch(Delivery delivery) {
    if (!isOpen()) {
      delivery.unproved();
      return;
    }
    if (queue.isNext(delivery) && inFlight.hasRoom()) {
      sendLive(delivery);
    } else {
      queue.add(delivery).ifPresent(Delivery::unproved);
    }
    pump();
  }

  private void pump() {
    while (isOpen() && inFlight.hasRoom()) {
      Optional<Delivery> next = queue.next();
      if (next.isEmpty()) {
        replay.pump();
        break;
      }
      sendLive(next.get());
    }
    inFlight.probeInTime();
  }

  private void sendLive(Delivery delivery) {
    live++;
    transmit(delivery);
    inFlight.probeInTime();
  }

  /** Sends a document unless it exceeds the broker's packet limit. */
  private void transmit(Delivery delivery) {
    Publisher.Packet packet = publisher.prepare(delivery.document());
    if (limit.allows(packet.bytes())) {
      inFlight.send(delivery, packet);
    } else {
      withheld.add(delivery.document(), packet);
      delivery.withheld();
    }
  }

  private void report(List<Map<String, Object>> reports) {
    for (Map<String, Object> details : reports) {
      withheldListeners.forEach(listener -> listener.accept(details));
      enqueue(new Document.BridgeEvent(WithheldDocuments.EVENT, scheduler.wallMillis(), details));
    }
  }

  /** Whether anything may be sent now. */
  private boolean isOpen() {
    return inFlight.up() && held == 0 && leaving.isEmpty();
  }
}

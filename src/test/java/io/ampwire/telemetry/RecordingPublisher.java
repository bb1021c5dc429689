package io.ampwire.telemetry;

import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.WordOrderVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToIntFunction;

/** Keeps what was published, in the order in which it went out. */
final class RecordingPublisher implements Publisher {
  /** Documents ahead of the tracker. */
  static final int WINDOW = 1000;

  static final ChargerId BAY_1 = new ChargerId("bay-01");
  static final ChargerId BAY_2 = new ChargerId("bay-02");

  private final List<Document> sent = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Document.Probe> unanswered = new ConcurrentLinkedQueue<>();
  private final Queue<CompletableFuture<Void>> open = new ConcurrentLinkedQueue<>();
  private volatile boolean refusing;
  private volatile boolean late;
  private volatile Document.Probe lastProbe;
  private ToIntFunction<Document> sizes = document -> 100;

  @Override
  public Packet prepare(Document document) {
    return new Packet() {
      @Override
      public String topic() {
        return document.topicKind() + document.charger().map(id -> "/" + id).orElse("");
      }

      @Override
      public int bytes() {
        return sizes.applyAsInt(document);
      }

      @Override
      public CompletionStage<Void> send() {
        return publish(document);
      }
    };
  }

  private CompletionStage<Void> publish(Document document) {
    sent.add(document);
    if (document instanceof Document.Probe probe) {
      lastProbe = probe;
      unanswered.add(probe);
    }
    if (late) {
      CompletableFuture<Void> outcome = new CompletableFuture<>();
      open.add(outcome);
      return outcome;
    }
    return refusing
        ? CompletableFuture.failedFuture(new IllegalStateException("closed"))
        : CompletableFuture.completedFuture(null);
  }

  /** From now on documents have these sizes; before, each has 100 bytes. */
  void sized(ToIntFunction<Document> bytes) {
    sizes = bytes;
  }

  void refuse() {
    refusing = true;
  }

  void take() {
    refusing = false;
  }

  /** What is published from now on has no outcome before {@link #failOpen()}. */
  void keepOpen() {
    late = true;
  }

  /** What has no outcome failed; what follows is taken at once. */
  void failOpen() {
    late = false;
    for (CompletableFuture<Void> next = open.poll(); next != null; next = open.poll()) {
      next.completeExceptionally(new IllegalStateException("the connection was lost"));
    }
  }

  /** Everything but probes. */
  List<Document> documents() {
    synchronized (sent) {
      return sent.stream().filter(d -> !(d instanceof Document.Probe)).toList();
    }
  }

  List<Document.State> states() {
    return documents().stream()
        .filter(Document.State.class::isInstance)
        .map(Document.State.class::cast)
        .toList();
  }

  /** What came as backlog, as the fake journal wrote it. */
  List<String> backlog() {
    return documents().stream()
        .filter(Document.Late.class::isInstance)
        .map(d -> new String(((Document.Late) d).payload()))
        .toList();
  }

  /** Events of the bridge of one type. */
  List<Document.BridgeEvent> events(String type) {
    return documents().stream()
        .filter(Document.BridgeEvent.class::isInstance)
        .map(Document.BridgeEvent.class::cast)
        .filter(event -> event.type().equals(type))
        .toList();
  }

  static Outbox.Settings settings() {
    return new Outbox.Settings("boot-b", new Random(1), 1_000_000_000L, WINDOW);
  }

  List<Document.Probe> probes() {
    synchronized (sent) {
      return sent.stream()
          .filter(Document.Probe.class::isInstance)
          .map(Document.Probe.class::cast)
          .toList();
    }
  }

  /** The broker sends back every probe that it got so far, in order; the outcome of the last. */
  CompletionStage<Boolean> answer(Outbox outbox) {
    CompletionStage<Boolean> last = CompletableFuture.completedFuture(false);
    for (int left = unanswered.size(); left > 0; left--) {
      Document.Probe probe = unanswered.poll();
      if (probe != null) {
        last = outbox.returned(probe);
      }
    }
    return last;
  }

  /** The broker drops every probe that it got so far. */
  void swallow() {
    unanswered.clear();
  }

  /** The last one, forgotten or not. */
  Document.Probe probe() {
    return lastProbe;
  }

  void forget() {
    sent.clear();
  }

  /** A state whose time tells it from others. */
  static ChargerSnapshot snapshot(long ts) {
    return new ChargerSnapshot(
        Evlink.MAP,
        ts,
        ChargerSnapshot.Quality.GOOD,
        ControlView.NONE,
        WaitingFor.UNKNOWN,
        Optional.empty(),
        List.of(),
        new Capture(Evlink.MAP));
  }

  static ChargerMeta meta() {
    WordOrderVerdict verdict =
        new WordOrderVerdict(
            WordOrderVerdict.State.PROVING,
            Optional.empty(),
            new WordOrderVerdict.Integers(Optional.empty(), false),
            "");
    return new ChargerMeta(
        Evlink.MAP, DeviceIdentity.UNKNOWN, verdict, Permissions.MONITOR_ONLY, Set.of());
  }
}

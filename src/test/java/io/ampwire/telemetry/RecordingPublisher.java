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
import io.ampwire.trust.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps what was published, in the order in which it went out. */
final class RecordingPublisher implements Publisher {
  /** Documents ahead of the tracker. */
  static final int WINDOW = 1000;

  static final ChargerId BAY_1 = new ChargerId("bay-01");
  static final ChargerId BAY_2 = new ChargerId("bay-02");

  private final List<Document> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean refusing;
  private volatile Document.Probe lastMark;

  @Override
  public CompletionStage<Void> publish(Document document) {
    sent.add(document);
    if (document instanceof Document.Probe mark) {
      lastMark = mark;
    }
    return refusing
        ? CompletableFuture.failedFuture(new IllegalStateException("closed"))
        : CompletableFuture.completedFuture(null);
  }

  void refuse() {
    refusing = true;
  }

  void take() {
    refusing = false;
  }

  /** Everything but marks. */
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
    return new Outbox.Settings("boot-b", "s3cret", 1_000_000_000L, WINDOW);
  }

  List<Document.Probe> marks() {
    synchronized (sent) {
      return sent.stream()
          .filter(Document.Probe.class::isInstance)
          .map(Document.Probe.class::cast)
          .toList();
    }
  }

  /** The last one, forgotten or not. */
  Document.Probe mark() {
    return lastMark;
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
        ControlView.NOBODY,
        WaitingFor.UNKNOWN,
        Optional.empty(),
        List.of(),
        new Capture(Evlink.MAP));
  }

  static ChargerMeta meta() {
    Verdict verdict =
        new Verdict(
            Verdict.State.PROVING,
            Optional.empty(),
            new Verdict.Integers(Optional.empty(), false),
            "");
    return new ChargerMeta(
        Evlink.MAP, DeviceIdentity.UNKNOWN, verdict, Permissions.MONITOR_ONLY, Set.of());
  }
}

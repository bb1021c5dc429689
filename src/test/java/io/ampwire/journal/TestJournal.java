package io.ampwire.journal;

import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Journal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A journal of documents in a folder, as the bridge would have it. */
final class TestJournal implements AutoCloseable {
  static final long NOW = 1_795_374_000_000L;

  private final List<String> told = java.util.Collections.synchronizedList(new ArrayList<>());
  private final DocumentJournal journal;

  TestJournal(Path folder) {
    this(folder, new JournalOverflow.Bounds(256L << 20, Duration.ofDays(7), 16L << 20));
  }

  TestJournal(Path folder, JournalOverflow.Bounds bounds) {
    this(folder, bounds, new JournalOverflow.Clocks(() -> NOW, () -> 0));
  }

  TestJournal(Path folder, JournalOverflow.Bounds bounds, JournalOverflow.Clocks clocks) {
    journal =
        new DocumentJournal(
            Executors.newSingleThreadScheduledExecutor(),
            TestJournal::payload,
            new FailoverStore.Place(folder, bounds, clocks));
    journal.open((event, why) -> told.add(event));
  }

  static byte[] payload(Document document) {
    Document.BridgeEvent event = (Document.BridgeEvent) document;
    return (event.seq() + "x".repeat(1000)).getBytes(StandardCharsets.UTF_8);
  }

  DocumentJournal journal() {
    return journal;
  }

  static Journal.Label label(String charger, String boot, long seq) {
    return new Journal.Label(Journal.Kind.STATE, Optional.of(new ChargerId(charger)), boot, seq);
  }

  void add(String charger, String boot, long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      aged(charger, boot, seq, NOW);
    }
  }

  void aged(String charger, String boot, long seq, long ts) {
    journal.add(label(charger, boot, seq), new Document.BridgeEvent(seq, "x", ts, Map.of()));
  }

  Journal.Batch next(int count) {
    return journal.next(count).toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** Everything from the beginning, as {@code charger boot seq}. */
  List<String> all() {
    journal.rewind();
    List<String> found = new ArrayList<>();
    for (Journal.Batch batch = next(500); !batch.documents().isEmpty(); batch = next(500)) {
      batch.documents().forEach(kept -> found.add(text(kept.label())));
    }
    return found;
  }

  static String text(Journal.Label label) {
    return label.charger().orElseThrow() + " " + label.boot() + " " + label.seq();
  }

  /** On disk when this returns. */
  void sync() {
    journal.sync();
    next(0);
  }

  /** What was told of the file. */
  List<String> told() {
    next(0);
    return List.copyOf(told);
  }

  @Override
  public void close() {
    journal.close().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}

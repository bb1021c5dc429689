package io.ampwire.journal;

import io.ampwire.control.IntentJournal;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Store of standing intents, one small file each, and of the time at which the bridge last ran. A
 * file that cannot be read counts as no intent: control then does not resume, which is the safe
 * behaviour. May be used from any thread; the worker writes.
 */
public final class IntentStore implements IntentJournal {
  private static final String ALIVE = "alive";
  private static final String INTENT = ".intent";
  private static final String NUMBER = "\\d{1,18}";

  private final PropertiesFolder files;
  private final Executor worker;
  private final LongSupplier wallMillis;
  private final Optional<Long> lastAlive;
  private final Map<ChargerId, Found> found = new HashMap<>();
  private final Map<ChargerId, Change> changes = new LinkedHashMap<>();

  /**
   * Pending change of a charger's file.
   *
   * @param intent empty to delete the file
   * @param done completes when the change is on disk
   */
  private record Change(Optional<Intent> intent, CompletableFuture<Void> done) {}

  /**
   * @param worker does all writing, one task after the other
   * @param trouble receives write failures
   */
  public IntentStore(
      Path folder, Executor worker, LongSupplier wallMillis, Consumer<String> trouble) {
    this.files = new PropertiesFolder(folder, "standing control", trouble);
    this.worker = worker;
    this.wallMillis = wallMillis;
    this.lastAlive = number(ALIVE, "millis");
    load();
  }

  /** When an earlier run of the bridge was alive last, wall clock, ms. */
  public Optional<Long> lastAlive() {
    return lastAlive;
  }

  @Override
  public void hold(ChargerId charger, Intent intent) {
    change(charger, Optional.of(intent));
  }

  @Override
  public CompletionStage<Void> drop(ChargerId charger) {
    synchronized (found) {
      found.remove(charger);
    }
    return change(charger, Optional.empty());
  }

  /**
   * Queues a change; a newer change of the same charger replaces it while it waits for the disk.
   */
  private CompletionStage<Void> change(ChargerId charger, Optional<Intent> intent) {
    boolean first;
    Change change;
    synchronized (changes) {
      first = changes.isEmpty();
      Change older = changes.remove(charger);
      change = new Change(intent, older == null ? new CompletableFuture<>() : older.done);
      changes.put(charger, change);
    }
    if (first) {
      worker.execute(this::keepChanges);
    }
    return change.done;
  }

  /** Writes the pending changes. Deletions go first, because a command waits for them. */
  private void keepChanges() {
    Map<ChargerId, Change> taken;
    synchronized (changes) {
      taken = new LinkedHashMap<>(changes);
      changes.clear();
    }
    List<ChargerId> dropped =
        taken.keySet().stream().filter(id -> taken.get(id).intent.isEmpty()).toList();
    if (!dropped.isEmpty()) {
      files.delete(dropped.stream().map(id -> id.value() + INTENT).toList());
      dropped.forEach(id -> taken.remove(id).done.complete(null));
    }
    taken.forEach((id, change) -> files.write(id.value() + INTENT, lines(change.intent.get())));
    taken.values().forEach(change -> change.done.complete(null));
    stamp();
  }

  private static Properties lines(Intent intent) {
    Properties lines = new Properties();
    lines.setProperty("value", intent.value().toString());
    intent.by().ifPresent(by -> lines.setProperty("by", by));
    intent.reference().ifPresent(reference -> lines.setProperty("reference", reference));
    intent.firmware().ifPresent(firmware -> lines.setProperty("firmware", firmware));
    return lines;
  }

  @Override
  public Optional<Found> recall(ChargerId charger) {
    synchronized (found) {
      return Optional.ofNullable(found.remove(charger));
    }
  }

  /** Records that the bridge is running; called every few seconds. */
  public void alive() {
    worker.execute(this::stamp);
  }

  private void stamp() {
    Properties lines = new Properties();
    lines.setProperty("millis", Long.toString(wallMillis.getAsLong()));
    files.write(ALIVE, lines);
  }

  private void load() {
    Duration away =
        lastAlive
            .map(then -> Duration.ofMillis(wallMillis.getAsLong() - then))
            .orElse(Duration.ofDays(1));
    for (String file : files.names(INTENT)) {
      String name = file.substring(0, file.length() - INTENT.length());
      if (ChargerId.isLegal(name)) {
        intent(file).ifPresent(i -> found.put(new ChargerId(name), new Found(i, away)));
      }
    }
  }

  private Optional<Intent> intent(String file) {
    return files
        .read(file)
        .flatMap(
            lines ->
                Decimal.parse(lines.getProperty("value", ""))
                    .map(
                        value ->
                            new Intent(
                                value,
                                Optional.ofNullable(lines.getProperty("by")),
                                Optional.ofNullable(lines.getProperty("reference")),
                                Optional.ofNullable(lines.getProperty("firmware")))));
  }

  private Optional<Long> number(String file, String key) {
    return files
        .read(file)
        .map(lines -> lines.getProperty(key, ""))
        .filter(text -> text.matches(NUMBER))
        .map(Long::parseLong);
  }
}

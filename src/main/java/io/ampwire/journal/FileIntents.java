package io.ampwire.journal;

import io.ampwire.charger.IntentJournal;
import io.ampwire.map.ChargerId;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Standing intents, one small file each, replaced whole and synced before the old one goes; and the
 * time at which a bridge was last alive. A file that cannot be read counts as no intent: then
 * control does not resume, which is the safe side.
 */
public final class FileIntents implements IntentJournal {
  private static final String ALIVE = "alive";

  private final Path folder;
  private final Executor worker;
  private final LongSupplier wallMillis;
  private final Consumer<String> trouble;
  private final Map<ChargerId, Found> found = new HashMap<>();

  /**
   * @param worker does all writing, one task after the other
   * @param trouble told when something cannot be kept
   */
  public FileIntents(
      Path folder, Executor worker, LongSupplier wallMillis, Consumer<String> trouble) {
    this.folder = folder;
    this.worker = worker;
    this.wallMillis = wallMillis;
    this.trouble = trouble;
    load();
  }

  @Override
  public void hold(ChargerId charger, Intent intent) {
    Properties lines = new Properties();
    lines.setProperty("value", Long.toString(intent.value()));
    intent.by().ifPresent(by -> lines.setProperty("by", by));
    intent.reference().ifPresent(reference -> lines.setProperty("reference", reference));
    intent.firmware().ifPresent(firmware -> lines.setProperty("firmware", firmware));
    worker.execute(
        () -> {
          write(charger.value() + ".intent", lines);
          stamp();
        });
  }

  @Override
  public void drop(ChargerId charger) {
    synchronized (found) {
      found.remove(charger);
    }
    worker.execute(
        () -> {
          try {
            Files.deleteIfExists(folder.resolve(charger.value() + ".intent"));
          } catch (IOException e) {
            trouble.accept("an intent of " + charger + " cannot be dropped: " + e.getMessage());
          }
        });
  }

  @Override
  public Optional<Found> recall(ChargerId charger) {
    synchronized (found) {
      return Optional.ofNullable(found.remove(charger));
    }
  }

  /** Notes that a bridge is alive now; to be called every few seconds. */
  public void alive() {
    worker.execute(this::stamp);
  }

  private void stamp() {
    Properties lines = new Properties();
    lines.setProperty("millis", Long.toString(wallMillis.getAsLong()));
    write(ALIVE, lines);
  }

  private void load() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Duration away =
        read(folder.resolve(ALIVE))
            .map(lines -> Long.parseLong(lines.getProperty("millis", "0")))
            .map(then -> Duration.ofMillis(wallMillis.getAsLong() - then))
            .orElse(Duration.ofDays(1));
    try (Stream<Path> files = Files.list(folder)) {
      files.filter(file -> file.toString().endsWith(".intent")).forEach(file -> load(file, away));
    } catch (IOException e) {
      trouble.accept("intents cannot be read: " + e.getMessage());
    }
  }

  private void load(Path file, Duration away) {
    String name = file.getFileName().toString().replace(".intent", "");
    if (!ChargerId.isLegal(name)) {
      return;
    }
    read(file)
        .ifPresent(
            lines ->
                found.put(
                    new ChargerId(name),
                    new Found(
                        new Intent(
                            Long.parseLong(lines.getProperty("value")),
                            Optional.ofNullable(lines.getProperty("by")),
                            Optional.ofNullable(lines.getProperty("reference")),
                            Optional.ofNullable(lines.getProperty("firmware"))),
                        away)));
  }

  private Optional<Properties> read(Path file) {
    Properties lines = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      lines.load(in);
      String number = lines.getProperty("value", lines.getProperty("millis", ""));
      return number.matches("\\d{1,18}") ? Optional.of(lines) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void write(String name, Properties lines) {
    Path next = folder.resolve(name + ".next");
    try {
      Files.createDirectories(folder);
      try (Writer out = Files.newBufferedWriter(next)) {
        lines.store(out, null);
      }
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          next,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | UncheckedIOException e) {
      trouble.accept("standing control cannot be remembered: " + e.getMessage());
    }
  }
}

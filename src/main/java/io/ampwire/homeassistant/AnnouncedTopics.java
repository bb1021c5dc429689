package io.ampwire.homeassistant;

import io.ampwire.map.Decimal;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The discovery topics that hold a message, in a file that outlives the process: a later run can
 * only clear topics that it knows. The file also keeps the limit that each pause ends with. A file
 * that cannot be read counts as empty; old topics then stay until a person clears them. Safe for
 * several threads; a worker writes the file.
 */
public final class AnnouncedTopics {
  private static final String LIMIT = "limit ";
  private static final String TOPIC = "topic ";

  private final Path file;
  private final Executor worker;
  private final Consumer<String> trouble;
  private final Map<String, Map<String, String>> topics = new TreeMap<>();
  private final Map<String, Decimal> limits = new TreeMap<>();
  private final AtomicBoolean due = new AtomicBoolean();

  /**
   * @param worker does all writing, one task after the other
   * @param trouble receives a line when the file cannot be read or written
   */
  public AnnouncedTopics(Path file, Executor worker, Consumer<String> trouble) {
    this.file = file;
    this.worker = worker;
    this.trouble = trouble;
    load();
  }

  /** Every topic that may hold a message. */
  synchronized Set<String> topics() {
    return new TreeSet<>(topics.keySet());
  }

  /** Entities that the topic may have announced: platform by id. */
  synchronized Map<String, String> entities(String topic) {
    return new TreeMap<>(topics.getOrDefault(topic, Map.of()));
  }

  /**
   * Records that the topic is about to announce these entities; the map does not change afterwards.
   */
  synchronized void announcing(String topic, Map<String, String> entities) {
    Map<String, String> known = topics.get(topic);
    boolean news = known == null || !known.keySet().containsAll(entities.keySet());
    Map<String, String> all = entities(topic);
    all.putAll(entities);
    topics.put(topic, all.equals(entities) ? entities : all);
    if (news) {
      keep();
    }
  }

  /**
   * Records that the broker has a message with exactly these entities, or that the topic is
   * cleared.
   */
  synchronized void settled(String topic, Optional<Map<String, String>> entities) {
    if (entities.isEmpty()) {
      if (topics.remove(topic) != null) {
        keep();
      }
      return;
    }
    Map<String, String> left = entities(topic);
    if (left.keySet().retainAll(entities.get().keySet())) {
      topics.put(topic, left.equals(entities.get()) ? entities.get() : left);
      keep();
    }
  }

  /** The limit that the end of a pause of that device restores. */
  synchronized Optional<Decimal> limit(String key) {
    return Optional.ofNullable(limits.get(key));
  }

  synchronized void limit(String key, Decimal limit) {
    if (!limit.equals(limits.put(key, limit))) {
      keep();
    }
  }

  private void keep() {
    if (!due.getAndSet(true)) {
      try {
        worker.execute(this::write);
      } catch (RejectedExecutionException ending) {
        // The process ends: the next run treats changes that are not on disk as not done.
      }
    }
  }

  private synchronized Properties lines() {
    due.set(false);
    Properties lines = new Properties();
    topics.forEach((topic, entities) -> lines.setProperty(TOPIC + topic, spelled(entities)));
    limits.forEach((key, limit) -> lines.setProperty(LIMIT + key, limit.toString()));
    return lines;
  }

  private void write() {
    Properties lines = lines();
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (Writer out = Files.newBufferedWriter(next)) {
        lines.store(out, null);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      trouble.accept("cannot save the list of announced devices: " + e.getMessage());
    }
  }

  private void load() {
    Properties lines = new Properties();
    if (!Files.exists(file)) {
      return;
    }
    try (Reader in = Files.newBufferedReader(file)) {
      lines.load(in);
      lines.stringPropertyNames().forEach(name -> take(name, lines.getProperty(name)));
    } catch (IOException | IllegalArgumentException e) {
      trouble.accept("cannot read the list of announced devices: " + e.getMessage());
    }
  }

  private void take(String name, String value) {
    if (name.startsWith(TOPIC)) {
      Map<String, String> entities = new TreeMap<>();
      for (String entity : value.split(" ")) {
        int colon = entity.indexOf(':');
        if (colon > 0) {
          entities.put(entity.substring(colon + 1), entity.substring(0, colon));
        }
      }
      topics.put(name.substring(TOPIC.length()), entities);
    } else if (name.startsWith(LIMIT)) {
      Decimal.parse(value).ifPresent(limit -> limits.put(name.substring(LIMIT.length()), limit));
    }
  }

  private static String spelled(Map<String, String> entities) {
    StringBuilder text = new StringBuilder();
    entities.forEach(
        (id, platform) ->
            text.append(text.isEmpty() ? "" : " ").append(platform).append(':').append(id));
    return text.toString();
  }
}

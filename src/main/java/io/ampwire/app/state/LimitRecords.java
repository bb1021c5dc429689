package io.ampwire.app.state;

import io.ampwire.app.monitoring.LogDeduplicator;
import io.ampwire.cli.key.KeyFile;
import io.ampwire.journal.DataFolder;
import io.ampwire.journal.LimitLog;
import io.ampwire.trust.SigningKey;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Record of every group's limits: received, written, read back and measured. An export of a day is
 * signed with the bridge's key, the one of {@code key}. Thread-safe.
 */
@ApplicationScoped
public class LimitRecords {
  private static final Logger LOG = Logger.getLogger(LimitRecords.class);
  private static final String KEY = "evidence-key.pem";
  private static final String PURPOSE = "ampwire-limits-1";
  private static final String EMPTY = "0".repeat(64);
  private static final int CLOSE_SECONDS = 2;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "limit-record");
            thread.setDaemon(true);
            return thread;
          });
  private final LogDeduplicator repeats = new LogDeduplicator();
  private final LimitLog log;
  private final Path key;

  LimitRecords(DataFolder data) {
    this.log = new LimitLog(data.path().resolve("limits"), worker, this::trouble);
    this.key = data.path().resolve(KEY);
  }

  /** Appends an entry, one JSON object. */
  public void append(String group, long ts, String entry) {
    log.append(group, day(ts), entry);
  }

  /** Whether a command's limit was in force, or its lease had ended, when the record ends. */
  public boolean commanded(String group) {
    return log.newest(group, "\"kind\":\"limit\"")
        .filter(
            line ->
                line.contains("\"source\":\"command\"")
                    || line.contains("\"command\":{")
                    || line.contains("\"lapsed\":true"))
        .isPresent();
  }

  /** Lines of a day. */
  public List<String> lines(String group, String day) throws IOException {
    return log.day(group, day);
  }

  /**
   * Signed record of a day. The signature covers group, day, number of lines, and the hashes before
   * the first line and of the last; the lines are chained by their hashes.
   */
  public Map<String, Object> export(String group, String day) throws IOException {
    List<String> lines = log.day(group, day);
    String first = lines.isEmpty() ? EMPTY : LimitLog.previous(lines.get(0));
    String last = lines.isEmpty() ? EMPTY : LimitLog.hash(lines.get(lines.size() - 1));
    String signed =
        String.join("\n", PURPOSE, group, day, Integer.toString(lines.size()), first, last);
    SigningKey signing = key();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("schema", 1);
    json.put("group", group);
    json.put("day", day);
    json.put("lines", lines);
    json.put("first", first);
    json.put("last", last);
    json.put("key", signing.open().text());
    json.put("signature", signing.sign(signed));
    return json;
  }

  private synchronized SigningKey key() throws IOException {
    KeyFile file = new KeyFile(key);
    return file.exists() ? file.read() : file.create();
  }

  /** Day of a time, UTC. */
  public static String day(long ts) {
    return Instant.ofEpochMilli(ts).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  @PreDestroy
  void close() throws InterruptedException {
    worker.shutdown();
    if (!worker.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
      LOG.warn("the record of limits was not written to its end");
    }
  }

  private void trouble(String what) {
    repeats.say(what, what, System.nanoTime()).ifPresent(LOG::error);
  }
}

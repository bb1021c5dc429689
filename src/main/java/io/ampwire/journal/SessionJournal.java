package io.ampwire.journal;

import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.OpenSession;
import io.ampwire.session.SessionStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * Charging sessions in one file: those in progress, and those that ended, per charger by time.
 * Changes that arrive while the disk is busy share one commit. While the file cannot be written,
 * changes live in memory only. May be used from any thread; the worker writes.
 */
public final class SessionJournal implements SessionStore {
  /** Bound of a charger's sessions; a charger whose state flaps fills no disk. */
  static final int MOST_PER_CHARGER = 40_000;

  private static final String NAME = "sessions.mv";
  private static final String FORMAT = "format";
  private static final long VERSION = 1;
  private static final int CACHE_MEGABYTES = 2;

  /** Sessions in progress up to which a commit is rare; each is saved every 20 s. */
  private static final int FEW_OPEN = 4;

  private static final long TIDY_MILLIS = 3_600_000;
  private static final long RETRY_NANOS = 10_000_000_000L;

  /** Bound of changes that wait for a slow disk. */
  private static final int MOST_PENDING = 100_000;

  /** Bound of changes in memory while the file cannot be written. */
  private static final int MOST_UNWRITTEN = 10_000;

  /** Separates the parts of a key; no charger's id contains it. */
  private static final char BETWEEN = '.';

  /** The next character: every key of a charger is below its id with this one. */
  private static final char AFTER = '/';

  private final Settings settings;
  private final Executor worker;
  private final Consumer<String> trouble;
  private final long startWall;
  private final long startNanos;
  private final List<Change> pending = new ArrayList<>();
  private volatile MVStore store;
  private volatile MVMap<String, byte[]> open;
  private volatile MVMap<String, byte[]> sessions;
  private volatile MVMap<String, Long> figures;
  private final Deque<Runnable> unwritten = new ArrayDeque<>();
  private long tidiedMillis = Long.MIN_VALUE;
  private OptionalLong brokenNanos = OptionalLong.empty();

  /**
   * Settings of the journal.
   *
   * @param folder of its file
   * @param age how long a session is kept after its beginning
   * @param alive when an earlier run was alive last, wall clock, ms
   * @param wallMillis wall clock
   * @param nanos monotonic
   */
  public record Settings(
      Path folder, Duration age, OptionalLong alive, LongSupplier wallMillis, LongSupplier nanos) {}

  /** Session of a charger. */
  public record Stored(ChargerId charger, ChargingSession session) {}

  /** Pending change of the maps, and the stage that waits for it. */
  private record Change(Runnable apply, CompletableFuture<Void> done) {}

  /**
   * @param worker does all writing, one task after the other
   * @param trouble receives what goes wrong
   */
  public SessionJournal(Settings settings, Executor worker, Consumer<String> trouble) {
    this.settings = settings;
    this.worker = worker;
    this.trouble = trouble;
    this.startWall = settings.wallMillis().getAsLong();
    this.startNanos = settings.nanos().getAsLong();
    openStore();
  }

  private void openStore() {
    Path file = settings.folder().resolve(NAME);
    try {
      FilePermissions.createFolder(settings.folder());
      use(builder(file).open());
      FilePermissions.file(file);
    } catch (IOException | RuntimeException failure) {
      if (JournalFile.isDamage(failure)) {
        setAside(file, JournalFile.isNewer(failure));
      } else {
        inMemory(JournalFile.why(failure));
      }
    }
  }

  private static MVStore.Builder builder(Path file) {
    return new MVStore.Builder()
        .fileName(file.toString())
        .autoCommitDisabled()
        .autoCommitBufferSize(0)
        .cacheSize(CACHE_MEGABYTES)
        .compress();
  }

  private void use(MVStore opened) {
    try {
      opened.setRetentionTime(0);
      MVMap.Builder<String, byte[]> records =
          new MVMap.Builder<String, byte[]>()
              .keyType(StringDataType.INSTANCE)
              .valueType(ByteArrayDataType.INSTANCE);
      open = opened.openMap("open", records);
      sessions = opened.openMap("sessions", records);
      figures =
          opened.openMap(
              "figures",
              new MVMap.Builder<String, Long>()
                  .keyType(StringDataType.INSTANCE)
                  .valueType(LongDataType.INSTANCE));
      if (figures.getOrDefault(FORMAT, VERSION) > VERSION) {
        throw new DocumentStore.NewerFormat();
      }
      store = opened;
    } catch (RuntimeException unusable) {
      opened.closeImmediately();
      throw unusable;
    }
  }

  private void setAside(Path file, boolean newer) {
    Path aside = file.resolveSibling(NAME + (newer ? ".newer" : ".damaged"));
    try {
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      use(builder(file).open());
      FilePermissions.file(file);
      trouble.accept(
          "the session history "
              + (newer ? "is of a newer version" : "cannot be read")
              + ", kept as "
              + aside);
    } catch (IOException | RuntimeException failure) {
      inMemory(JournalFile.why(failure));
    }
  }

  private void inMemory(String why) {
    trouble.accept("the session history in " + settings.folder() + " is in memory only: " + why);
    use(new MVStore.Builder().autoCommitDisabled().open());
  }

  @Override
  public Recall recall() {
    Map<ChargerId, OpenSession> left = new HashMap<>();
    open.forEach(
        (name, packed) ->
            SessionRecord.open(packed)
                .ifPresent(session -> left.put(new ChargerId(name), session)));
    Map<ChargerId, ChargingSession> last = new HashMap<>();
    for (ChargerId charger : chargers()) {
      Optional.ofNullable(sessions.lowerKey(charger.value() + AFTER))
          .map(sessions::get)
          .flatMap(SessionRecord::session)
          .ifPresent(session -> last.put(charger, session));
    }
    return new Recall(left, last, settings.alive());
  }

  @Override
  public CompletionStage<Void> save(ChargerId charger, OpenSession session) {
    byte[] packed = SessionRecord.pack(session);
    return change(() -> open.put(charger.value(), packed));
  }

  @Override
  public CompletionStage<Void> end(ChargerId charger, ChargingSession session) {
    byte[] packed = SessionRecord.pack(session);
    return change(
        () -> {
          open.remove(charger.value());
          sessions.put(key(charger, session.times().started()) + session.id(), packed);
          if (count(charger) > MOST_PER_CHARGER) {
            sessions.remove(sessions.higherKey(charger.value() + BETWEEN));
          }
        });
  }

  private long count(ChargerId charger) {
    return position(charger.value() + AFTER) - position(charger.value() + BETWEEN);
  }

  /** Number of keys below one that is not in the map. */
  private long position(String key) {
    return -sessions.getKeyIndex(key) - 1;
  }

  private CompletionStage<Void> change(Runnable apply) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    boolean first;
    synchronized (pending) {
      if (pending.size() >= MOST_PENDING) {
        trouble.accept("the disk is too slow for the session history; changes are dropped");
        return CompletableFuture.completedFuture(null);
      }
      first = pending.isEmpty();
      pending.add(new Change(apply, done));
    }
    if (first) {
      try {
        worker.execute(this::write);
      } catch (RejectedExecutionException closed) {
        done.complete(null);
      }
    }
    return done;
  }

  /** Applies the pending changes as one commit. */
  private void write() {
    List<Change> taken;
    synchronized (pending) {
      taken = List.copyOf(pending);
      pending.clear();
    }
    taken.forEach(change -> unwritten.addLast(change.apply()));
    if (brokenNanos.isEmpty() || reopened(brokenNanos.getAsLong())) {
      commit();
    }
    while (unwritten.size() > MOST_UNWRITTEN) {
      unwritten.removeFirst();
    }
    taken.forEach(change -> change.done().complete(null));
  }

  private void commit() {
    try {
      unwritten.forEach(Runnable::run);
      figures.put(FORMAT, VERSION);
      tidy();
      store.commit();
      store.sync();
      trim();
      unwritten.clear();
    } catch (RuntimeException failure) {
      trouble.accept("the session history cannot be written: " + JournalFile.why(failure));
      brokenNanos = OptionalLong.of(settings.nanos().getAsLong());
      store.closeImmediately();
    }
  }

  /**
   * Frees the megabyte in which H2 assembles a commit, which it would keep, while commits are rare.
   */
  private void trim() {
    if (store.getFileStore() != null && open.size() <= FEW_OPEN) {
      store.getFileStore().getWriteBuffer();
    }
  }

  /** The embedded store closes itself when a write fails; the same changes can be made again. */
  private boolean reopened(long broken) {
    if (settings.nanos().getAsLong() - broken < RETRY_NANOS) {
      return false;
    }
    brokenNanos = OptionalLong.empty();
    openStore();
    return true;
  }

  /** Removes sessions that are too old, once an hour. */
  private void tidy() {
    long elapsed = (settings.nanos().getAsLong() - startNanos) / 1_000_000;
    if (tidiedMillis != Long.MIN_VALUE && elapsed - tidiedMillis < TIDY_MILLIS) {
      return;
    }
    tidiedMillis = elapsed;
    // A wall clock that jumps forward removes nothing.
    long now = Math.min(settings.wallMillis().getAsLong(), startWall + elapsed);
    long limit = now - settings.age().toMillis();
    for (ChargerId charger : chargers()) {
      String key = sessions.higherKey(charger.value() + BETWEEN);
      while (key != null && key.compareTo(key(charger, limit)) < 0) {
        sessions.remove(key);
        key = sessions.higherKey(key);
      }
    }
  }

  /** Every charger that has a session that ended. */
  private List<ChargerId> chargers() {
    List<ChargerId> chargers = new ArrayList<>();
    String key = sessions.firstKey();
    while (key != null) {
      String name = key.substring(0, key.indexOf(BETWEEN));
      chargers.add(new ChargerId(name));
      key = sessions.higherKey(name + AFTER);
    }
    return chargers;
  }

  /** Key of a charger's sessions that began at that time or later. */
  private static String key(ChargerId charger, long started) {
    return charger.value() + BETWEEN + "%015d".formatted(Math.max(0, started)) + BETWEEN;
  }

  /**
   * Sessions that ended and began within a range, newest first.
   *
   * @param only the charger, or empty for all
   * @param from inclusive, wall clock, ms
   * @param to exclusive, wall clock, ms
   * @param most newest that are returned
   */
  public List<Stored> find(Optional<ChargerId> only, long from, long to, int most) {
    List<Stored> found = new ArrayList<>();
    for (ChargerId charger : only.map(List::of).orElseGet(this::chargers)) {
      String first = key(charger, from);
      String key = sessions.lowerKey(key(charger, to));
      for (int i = 0; i < most && key != null && key.compareTo(first) >= 0; i++) {
        byte[] packed = sessions.get(key);
        if (packed != null) {
          SessionRecord.session(packed).ifPresent(s -> found.add(new Stored(charger, s)));
        }
        key = sessions.lowerKey(key);
      }
      if (found.size() > 2 * most) {
        newest(found, most);
      }
    }
    newest(found, most);
    return found;
  }

  private static void newest(List<Stored> found, int most) {
    found.sort(
        Comparator.comparingLong((Stored one) -> one.session().times().started()).reversed());
    if (found.size() > most) {
      found.subList(most, found.size()).clear();
    }
  }

  /** Completes when everything so far is on disk and the file is closed. */
  public CompletionStage<Void> close() {
    return change(() -> {})
        .thenRun(
            () -> {
              try {
                store.close();
              } catch (RuntimeException failure) {
                trouble.accept("the session history cannot be closed: " + JournalFile.why(failure));
              }
            });
  }
}

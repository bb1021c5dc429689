package io.ampwire.journal;

import io.ampwire.telemetry.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Document store that uses the file while it can be written, and memory otherwise. It reads the
 * remaining documents of the file first, and moves those in memory to the file once that can be
 * written again. Used by one thread.
 */
public final class FailoverStore {
  /** First position in memory, above all positions of a file. */
  private static final long MEMORY = 1L << 62;

  /** Size above which an empty file is replaced by a new one. */
  private static final long WORTH_RENEWING = 1L << 20;

  private final JournalFile disk;
  private final JournalOverflow retention;
  private final GapRanges ranges;
  private final List<byte[]> unsynced = new ArrayList<>();
  private final DocumentStore memory = DocumentStore.inMemory(MEMORY);
  private Optional<DocumentStore> file = Optional.empty();
  private DocumentJournal.Listener listener = (event, why) -> {};
  private boolean writable;
  private boolean gapsLoaded;
  private boolean changed;
  private long unused;
  private long oldest = Long.MAX_VALUE;

  /** Location, bounds and clocks of the store. */
  public record Place(Path folder, JournalOverflow.Bounds bounds, JournalOverflow.Clocks clocks) {}

  /**
   * @param oldest wall clock of the oldest document, ms
   */
  record Figures(long documents, long bytes, long dropped, long oldest) {}

  FailoverStore(Place place, GapRanges ranges) {
    this.disk = new JournalFile(place.folder());
    this.retention = new JournalOverflow(place.bounds(), place.clocks(), ranges);
    this.ranges = ranges;
  }

  void open(DocumentJournal.Listener ofFile) {
    listener = ofFile;
    JournalFile.Opened opened = disk.open(unused);
    if (opened instanceof JournalFile.Ready ready) {
      accept(ready);
    } else if (opened instanceof JournalFile.Unavailable unavailable) {
      file = disk.read(Set.of());
      listener.happened("journal_unavailable", unavailable.why());
    }
    file.ifPresent(this::loadGaps);
  }

  private void loadGaps(DocumentStore documents) {
    if (!gapsLoaded) {
      gapsLoaded = true;
      ranges.load(documents.gaps());
    }
  }

  private void accept(JournalFile.Ready ready) {
    file = Optional.of(ready.documents());
    writable = true;
    ready.aside().ifPresent(aside -> listener.happened(aside.event(), aside.why()));
  }

  /** Retries to open the file if it failed. */
  void retry() {
    if (writable) {
      return;
    }
    Set<Long> gone = file.map(DocumentStore::gone).orElse(Set.of());
    file.ifPresent(DocumentStore::abandon);
    file = Optional.empty();
    if (disk.open(unused) instanceof JournalFile.Ready ready) {
      try {
        gone.forEach(ready.documents()::remove);
        memory.all().forEach(ready.documents()::add);
        loadGaps(ready.documents());
        ranges.unsaved();
        ranges.changes().ifPresent(ready.documents()::save);
        ready.documents().sync();
        memory.clear();
        accept(ready);
        listener.happened("journal_restored", "");
        return;
      } catch (RuntimeException still) {
        ready.documents().abandon();
      }
    }
    file = disk.read(gone);
  }

  void add(byte[] packed) {
    if (writable) {
      unsynced.add(packed);
      changed = true;
      onFile(documents -> documents.add(packed));
      onFile(documents -> retention.bySize(documents, false));
    } else {
      memory.add(packed);
      retention.bySize(memory, true);
    }
  }

  void remove(long position) {
    changed = true;
    if (position >= MEMORY) {
      memory.remove(position);
    } else {
      onFile(documents -> documents.remove(position));
    }
  }

  List<Journal.Kept> next(int count) {
    List<Long> unreadable = new ArrayList<>();
    List<Journal.Kept> found = new ArrayList<>();
    onFile(documents -> found.addAll(documents.next(count, unreadable)));
    if (found.isEmpty()) {
      found.addAll(memory.next(count, unreadable));
    }
    if (!unreadable.isEmpty()) {
      unreadable.forEach(this::remove);
      retention.lost(unreadable.size());
      listener.happened("journal_damaged", unreadable.size() + " documents unreadable");
    }
    return found;
  }

  void rewind() {
    onFile(DocumentStore::rewind);
    memory.rewind();
  }

  void sync() {
    if (writable) {
      onFile(documents -> changed |= retention.byAge(documents));
      Optional<Map<String, Long>> gaps = ranges.changes();
      if (changed || gaps.isPresent()) {
        onFile(
            documents -> {
              gaps.ifPresent(documents::save);
              documents.sync();
              unsynced.clear();
              changed = false;
            });
      }
    }
    renewIfEmpty();
    onFile(DocumentStore::trim);
    oldest =
        file.flatMap(DocumentStore::oldest)
            .or(memory::oldest)
            .map(Journal.Kept::ts)
            .orElse(Long.MAX_VALUE);
  }

  void close() {
    sync();
    if (writable) {
      onFile(DocumentStore::close);
    }
    writable = false;
    file = Optional.empty();
  }

  Figures figures() {
    return new Figures(
        sum(DocumentStore::count), sum(DocumentStore::bytes), retention.dropped(), oldest);
  }

  private long sum(ToLongFunction<DocumentStore> figure) {
    return file.map(figure::applyAsLong).orElse(0L) + figure.applyAsLong(memory);
  }

  /** Returns the disk space of an emptied backlog. */
  private void renewIfEmpty() {
    Optional<DocumentStore> empty =
        file.filter(DocumentStore::isEmpty).filter(s -> ranges.size() == 0);
    if (empty.isEmpty() || writable && empty.get().fileSize() < WORTH_RENEWING) {
      return;
    }
    try {
      unused = Math.max(unused, empty.get().unused());
      empty.get().abandon();
      file = Optional.empty();
      disk.delete();
      if (writable && disk.open(unused) instanceof JournalFile.Ready ready) {
        file = Optional.of(ready.documents());
      }
    } catch (IOException | RuntimeException failure) {
      fall(failure);
    }
    writable = writable && file.isPresent();
  }

  private void onFile(Consumer<DocumentStore> work) {
    try {
      file.ifPresent(work);
    } catch (RuntimeException failure) {
      fall(failure);
    }
  }

  /**
   * Handles a failure of the file: documents that it did not sync go to memory, and the file is
   * retried later.
   */
  private void fall(Throwable failure) {
    file.ifPresent(DocumentStore::abandon);
    file = Optional.empty();
    boolean before = writable;
    writable = false;
    unsynced.forEach(memory::add);
    unsynced.clear();
    if (JournalFile.isDamage(failure)) {
      damaged(failure);
    } else if (before) {
      file = disk.read(Set.of());
      listener.happened("journal_unavailable", JournalFile.why(failure));
    }
  }

  private void damaged(Throwable failure) {
    try {
      Path aside = disk.setAside();
      listener.happened("journal_damaged", JournalFile.why(failure) + ", kept as " + aside);
    } catch (IOException unmovable) {
      listener.happened("journal_unavailable", JournalFile.why(unmovable));
    }
  }
}

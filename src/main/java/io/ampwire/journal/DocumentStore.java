package io.ampwire.journal;

import io.ampwire.telemetry.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;

/**
 * Queue of documents in order of arrival, in a file or in memory. It passes on exceptions of the
 * embedded store. Used by one thread.
 */
final class DocumentStore {
  /** Unused chunks are free at once, because every commit is synced before the next. */
  private static final int RETENTION = 0;

  private static final int CACHE_MEGABYTES = 2;
  private static final String BYTES = "bytes";
  private static final String FORMAT = "format";

  /** Current file format, envelopes included; a file without a format number has it, too. */
  private static final long VERSION = 1;

  private final MVStore store;
  private final MVMap<Long, byte[]> documents;
  private final MVMap<String, Long> gaps;
  private final MVMap<String, Long> figures;

  /** Positions removed from a file that cannot be written. */
  private final Set<Long> gone;

  private long bytes;
  private boolean trimmed;
  private long cursor;
  private long next;

  private DocumentStore(MVStore store, long first, Set<Long> gone) {
    this.store = store;
    this.gone = gone;
    this.documents = store.openMap("documents", map(LongDataType.INSTANCE, bytesType()));
    this.gaps = store.openMap("gaps", map(StringDataType.INSTANCE, LongDataType.INSTANCE));
    this.figures = store.openMap("figures", map(StringDataType.INSTANCE, LongDataType.INSTANCE));
    if (figures.getOrDefault(FORMAT, VERSION) > VERSION) {
      throw new NewerFormat();
    }
    this.bytes = figures.getOrDefault(BYTES, 0L);
    Long last = documents.lastKey();
    this.next = last == null ? first : Math.max(first, last + 1);
    this.cursor = last == null ? first - 1 : documents.firstKey() - 1;
  }

  /** The file was written by a newer version of the bridge. */
  static final class NewerFormat extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static ByteArrayDataType bytesType() {
    return ByteArrayDataType.INSTANCE;
  }

  private static <K, V> MVMap.Builder<K, V> map(
      org.h2.mvstore.type.DataType<K> key, org.h2.mvstore.type.DataType<V> value) {
    MVMap.Builder<K, V> builder = new MVMap.Builder<>();
    builder.keyType(key);
    builder.valueType(value);
    return builder;
  }

  /**
   * Creates a store in memory.
   *
   * @param first its first position, distinct from the positions of a file
   */
  static DocumentStore inMemory(long first) {
    return new DocumentStore(new MVStore.Builder().autoCommitDisabled().open(), first, Set.of());
  }

  /**
   * Opens a file, and creates it if it does not exist.
   *
   * @param first lower bound of its first position, so that none is used twice
   */
  static DocumentStore inFile(Path file, long first) {
    MVStore store = builder(file).open();
    try {
      store.setRetentionTime(RETENTION);
      return new DocumentStore(store, first, Set.of());
    } catch (RuntimeException damaged) {
      store.closeImmediately();
      throw damaged;
    }
  }

  /**
   * Opens a file for reading only.
   *
   * @param gone positions that are removed although the file still has them
   */
  static DocumentStore readOnly(Path file, Set<Long> gone) {
    MVStore store = builder(file).readOnly().open();
    try {
      return new DocumentStore(store, 0, new HashSet<>(gone));
    } catch (RuntimeException damaged) {
      store.closeImmediately();
      throw damaged;
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

  void add(byte[] packed) {
    trimmed = false;
    documents.append(next++, packed);
    bytes += packed.length;
  }

  /** The next documents; adds the positions of unreadable ones to the list. */
  List<Journal.Kept> next(int count, List<Long> unreadable) {
    List<Journal.Kept> found = new ArrayList<>();
    Long position = documents.higherKey(cursor);
    while (position != null && found.size() < count) {
      cursor = position;
      if (!gone.contains(position)) {
        Optional<Journal.Kept> kept = JournalRecord.unpack(position, documents.get(position));
        kept.ifPresentOrElse(found::add, () -> unreadable.add(cursor));
      }
      position = documents.higherKey(position);
    }
    return found;
  }

  void rewind() {
    Long first = documents.firstKey();
    if (first != null) {
      cursor = first - 1;
    }
  }

  void remove(long position) {
    if (store.isReadOnly()) {
      if (documents.containsKey(position)) {
        gone.add(position);
      }
    } else {
      byte[] packed = documents.remove(position);
      bytes -= packed == null ? 0 : packed.length;
    }
  }

  /** The oldest document, to check its age. */
  Optional<Journal.Kept> oldest() {
    Long first = documents.firstKey();
    return first == null ? Optional.empty() : JournalRecord.unpack(first, documents.get(first));
  }

  /** Removes the oldest document and returns it if it can be read. */
  Optional<Journal.Kept> dropOldest() {
    Optional<Journal.Kept> oldest = oldest();
    remove(documents.firstKey());
    return oldest;
  }

  /** All documents, oldest first, packed. */
  Iterable<byte[]> all() {
    return documents.values();
  }

  void clear() {
    documents.clear();
    bytes = 0;
  }

  Map<String, Long> gaps() {
    return gaps;
  }

  void save(Map<String, Long> ranges) {
    gaps.clear();
    gaps.putAll(ranges);
  }

  /** Writes everything to disk before it returns. */
  void sync() {
    figures.put(BYTES, bytes);
    figures.put(FORMAT, VERSION);
    store.commit();
    store.sync();
  }

  /**
   * Frees the memory of a backlog that was drained: the cached pages, which stay cached although
   * they were removed, and the megabyte in which H2 assembles a commit. The next document allocates
   * them again.
   */
  void trim() {
    if (!trimmed && !store.isReadOnly() && isEmpty()) {
      trimmed = true;
      store.setCacheSize(CACHE_MEGABYTES);
      store.getFileStore().getWriteBuffer();
    }
  }

  /** A position that was never used. */
  long unused() {
    return next;
  }

  boolean isEmpty() {
    return count() == 0;
  }

  long count() {
    return documents.sizeAsLong() - gone.size();
  }

  long bytes() {
    return bytes;
  }

  /** Size of the file, dead space included. */
  long fileSize() {
    return store.getFileStore().size();
  }

  Set<Long> gone() {
    return gone;
  }

  void close() {
    store.close();
  }

  /** Closes the store without a check of its state. */
  void abandon() {
    store.closeImmediately();
  }
}

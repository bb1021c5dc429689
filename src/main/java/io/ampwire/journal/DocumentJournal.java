package io.ampwire.journal;

import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.Journal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Journal on disk. Every call becomes a task of one thread, which encodes, stores and reads
 * documents, so that no caller waits for the disk. If the disk hangs, the newest documents beyond
 * {@value #WAITING} are dropped, counted and announced like any other gap.
 */
public final class DocumentJournal implements Journal {
  private static final Logger LOG = Logger.getLogger(DocumentJournal.class);
  private static final int WAITING = 20_000;
  private static final long RETRY_SECONDS = 10;

  private final ScheduledExecutorService worker;
  private final DocumentEncoder encoder;
  private final GapRanges ranges = new GapRanges();
  private final FailoverStore store;
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicLong overflowed = new AtomicLong();
  private volatile FailoverStore.Figures figures =
      new FailoverStore.Figures(0, 0, 0, Long.MAX_VALUE);

  /** Receives changes of the file. */
  public interface Listener {
    /**
     * @param event {@code journal_unavailable}, {@code journal_restored}, {@code journal_damaged}
     *     or {@code journal_newer}
     */
    void happened(String event, String why);
  }

  public DocumentJournal(
      ScheduledExecutorService worker, DocumentEncoder encoder, FailoverStore.Place place) {
    this.worker = worker;
    this.encoder = encoder;
    this.store = new FailoverStore(place, ranges);
  }

  /** Opens the file on the journal's own thread, before all later tasks. */
  public void open(Listener listener) {
    execute(() -> store.open(listener));
    worker.scheduleWithFixedDelay(
        () -> guarded(store::retry), RETRY_SECONDS, RETRY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void add(Label label, Document.Journalled document) {
    if (underWay.incrementAndGet() > WAITING) {
      underWay.decrementAndGet();
      overflowed.incrementAndGet();
      ranges.drop(label);
      return;
    }
    execute(
        () -> {
          underWay.decrementAndGet();
          store.add(JournalRecord.pack(label, document.ts(), encoder.encode(document)));
        });
  }

  @Override
  public void sync() {
    execute(store::sync);
  }

  @Override
  public CompletionStage<Batch> next(int count) {
    CompletableFuture<Batch> batch = new CompletableFuture<>();
    execute(
        () -> {
          try {
            batch.complete(new Batch(ranges.next(), store.next(count)));
          } catch (RuntimeException failure) {
            batch.completeExceptionally(failure);
          }
        });
    return batch;
  }

  @Override
  public void rewind() {
    execute(
        () -> {
          ranges.rewind();
          store.rewind();
        });
  }

  @Override
  public void remove(Kept kept) {
    execute(() -> store.remove(kept.position()));
  }

  @Override
  public void announced(Gap gap) {
    execute(() -> ranges.announced(gap));
  }

  @Override
  public long waiting() {
    return figures.documents() + underWay.get() + ranges.size();
  }

  @Override
  public long dropped() {
    return figures.dropped() + overflowed.get();
  }

  /** Bytes of the stored documents. */
  public long bytes() {
    return figures.bytes();
  }

  /** Wall clock of the oldest document, ms; {@link Long#MAX_VALUE} if there is none. */
  public long oldest() {
    return figures.oldest();
  }

  /**
   * Completes when everything is on disk and the file is closed; later documents are not accepted.
   */
  public CompletionStage<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    execute(
        () -> {
          store.close();
          closed.complete(null);
        });
    worker.shutdown();
    return closed;
  }

  private void execute(Runnable task) {
    try {
      worker.execute(() -> guarded(task));
    } catch (RejectedExecutionException stopped) {
      LOG.debug("the journal is closed");
    }
  }

  /** Runs a task; its failure does not end the thread. */
  private void guarded(Runnable task) {
    try {
      task.run();
      figures = store.figures();
    } catch (RuntimeException failure) {
      LOG.error("journal", failure);
    }
  }
}

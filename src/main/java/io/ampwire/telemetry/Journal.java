package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Port: bounded, persistent store of documents that the broker has not proved to have. Calls return
 * at once and never throw; another thread does the work, in the order of the calls.
 */
public interface Journal {
  /** Kinds of stored documents; each kind of a charger has its own sequence numbers. */
  enum Kind {
    STATE,
    EVENT,
    BRIDGE_EVENT,
    SESSION
  }

  /**
   * Identifier of a document across all boots.
   *
   * @param charger empty for the bridge
   * @param boot the run of the bridge that made it
   */
  record Label(Kind kind, Optional<ChargerId> charger, String boot, long seq) {}

  /**
   * Stored document in its wire format.
   *
   * @param position its place in the journal
   * @param ts wall clock of the document, ms
   */
  record Kept(long position, Label label, long ts, byte[] payload) {}

  /**
   * Range of documents that the bound dropped.
   *
   * @param from label of the first
   * @param to number of the last
   */
  record Gap(Label from, long to) {}

  /** The next gaps that are not announced yet, and the next documents, oldest first. */
  record Batch(List<Gap> gaps, List<Kept> documents) {
    public Batch {
      gaps = List.copyOf(gaps);
      documents = List.copyOf(documents);
    }
  }

  /** Stores a document after all earlier ones. */
  void add(Label label, Document.Journalled document);

  /** Writes all changes to disk. */
  void sync();

  /** Returns gaps and documents that were not returned since the last rewind. */
  CompletionStage<Batch> next(int count);

  /** Restarts with the oldest document. */
  void rewind();

  /** Removes a document that the broker proved to have, or will never accept. */
  void remove(Kept kept);

  /** Removes a gap that was announced. */
  void announced(Gap gap);

  /** Number of stored documents and of gaps that are not announced yet. */
  long waiting();

  /** Number of documents that the bound dropped since the start. */
  long dropped();
}

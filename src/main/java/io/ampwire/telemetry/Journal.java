package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Port: the bounded store of documents that the broker has not proved to have; it outlives the
 * process. Calls return at once and never throw; the work is done elsewhere, in the order of the
 * calls.
 */
public interface Journal {
  /** Kinds of documents that are kept; each kind of a charger has numbers of its own. */
  enum Kind {
    STATE,
    EVENT,
    BRIDGE_EVENT
  }

  /**
   * Identifies a document among those of all boots.
   *
   * @param charger empty for the bridge
   * @param boot the run of the bridge that made it
   */
  record Label(Kind kind, Optional<ChargerId> charger, String boot, long seq) {}

  /**
   * A document as it would have gone over the wire.
   *
   * @param position its place in the journal
   * @param ts wall clock of the document, ms
   */
  record Kept(long position, Label label, long ts, byte[] payload) {}

  /**
   * Documents that the bound forced out.
   *
   * @param from label of the first
   * @param to number of the last
   */
  record Gap(Label from, long to) {}

  /** What comes next: gaps that are not announced yet, then documents, oldest first. */
  record Batch(List<Gap> gaps, List<Kept> documents) {
    public Batch {
      gaps = List.copyOf(gaps);
      documents = List.copyOf(documents);
    }
  }

  /** Keeps a document behind all earlier ones. */
  void add(Label label, Document.Journalled document);

  /** Makes sure that all that was added or removed is on disk. */
  void sync();

  /** Hands out what was not handed out since the last rewind. */
  CompletionStage<Batch> next(int count);

  /** Begins again with the oldest. */
  void rewind();

  /** Removes a document that the broker has, or will never take. */
  void remove(Kept kept);

  /** Removes a gap that was announced. */
  void announced(Gap gap);

  /** Documents kept now, and gaps that are not announced yet. */
  long waiting();

  /** Documents that the bound forced out since the start. */
  long dropped();
}

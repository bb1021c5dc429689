package io.ampwire.telemetry;

import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Port: documents that the broker has not proved to have, kept beyond the end of the process and
 * bounded. Calls return at once and never throw; the work is done elsewhere, in the order of the
 * calls.
 */
public interface Journal {
  /** What is worth keeping; each kind of a charger has sequencer of its own. */
  enum Kind {
    STATE,
    EVENT,
    BRIDGE_EVENT
  }

  /**
   * Which document it is, among those of all boots.
   *
   * @param charger empty for the bridge
   * @param boot the run of the bridge that made it
   */
  record Label(Kind kind, Optional<ChargerId> charger, String boot, long seq) {
    /** Empty for what is not worth keeping: it is said anew, or an answer nobody waits for. */
    static Optional<Label> of(Document document, String boot) {
      if (document instanceof Document.State state) {
        return Optional.of(new Label(Kind.STATE, state.charger(), boot, state.seq()));
      } else if (document instanceof Document.Event event) {
        return Optional.of(new Label(Kind.EVENT, event.charger(), boot, event.seq()));
      } else if (document instanceof Document.BridgeEvent event && event.seq() > 0) {
        return Optional.of(new Label(Kind.BRIDGE_EVENT, Optional.empty(), boot, event.seq()));
      }
      return Optional.empty();
    }
  }

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

  /** What comes next: gaps that nobody was told of yet, then documents, oldest first. */
  record Batch(List<Gap> gaps, List<Kept> documents) {
    public Batch {
      gaps = List.copyOf(gaps);
      documents = List.copyOf(documents);
    }
  }

  /** Keeps a document behind all earlier ones. */
  void add(Label label, Document document);

  /** Makes sure that all that was added or removed is on disk. */
  void sync();

  /** What was not yet handed out since the last rewind. */
  CompletionStage<Batch> next(int count);

  /** Begins anew with the oldest. */
  void rewind();

  /** The broker has it. */
  void remove(Kept kept);

  /** The broker has been told. */
  void announced(Gap gap);

  /** Documents kept now, and gaps not yet told. */
  long waiting();

  /** Documents that the bound forced out since the start. */
  long dropped();
}

package io.ampwire.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A journal in memory that answers at once, and can force out its oldest. */
public final class FakeJournal implements Journal {
  private final List<Kept> kept = new ArrayList<>();
  private final List<Gap> gaps = new ArrayList<>();
  private final List<Gap> told = new ArrayList<>();
  private long last;
  private long cursor;
  private long dropped;
  private int syncs;

  @Override
  public synchronized void add(Label label, Document.Journalled document) {
    byte[] payload = (label.kind() + " " + label.seq()).getBytes();
    kept.add(new Kept(++last, label, 0, payload));
  }

  @Override
  public synchronized void sync() {
    syncs++;
  }

  @Override
  public CompletionStage<Batch> next(int count) {
    synchronized (this) {
      List<Gap> news = gaps.stream().filter(gap -> !told.contains(gap)).toList();
      told.addAll(news);
      List<Kept> found = kept.stream().filter(k -> k.position() > cursor).limit(count).toList();
      if (!found.isEmpty()) {
        cursor = found.get(found.size() - 1).position();
      }
      return CompletableFuture.completedFuture(new Batch(news, found));
    }
  }

  @Override
  public synchronized void rewind() {
    cursor = 0;
    told.clear();
  }

  @Override
  public synchronized void remove(Kept gone) {
    kept.removeIf(k -> k.position() == gone.position());
  }

  @Override
  public synchronized void announced(Gap gap) {
    gaps.remove(gap);
  }

  @Override
  public synchronized long waiting() {
    return kept.size() + gaps.size();
  }

  @Override
  public synchronized long dropped() {
    return dropped;
  }

  /** As if the bound had done it. */
  synchronized void dropOldest(int count) {
    Label first = kept.get(0).label();
    long to = kept.get(count - 1).label().seq();
    kept.subList(0, count).clear();
    dropped += count;
    gaps.add(new Gap(first, to));
  }

  synchronized List<Label> labels() {
    return kept.stream().map(Kept::label).toList();
  }

  synchronized List<Long> seqs() {
    return kept.stream().map(k -> k.label().seq()).toList();
  }

  /** How many were ever added. */
  synchronized long last() {
    return last;
  }

  synchronized int syncs() {
    return syncs;
  }

  /** As an earlier boot left it. */
  FakeJournal with(Label... labels) {
    for (Label label : labels) {
      add(label, new Document.BridgeEvent("x", 0, Map.of()));
    }
    return this;
  }
}

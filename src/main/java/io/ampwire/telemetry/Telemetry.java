package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Turns what lanes know into documents, and keeps the last word on everything that is retained, so
 * that a broker that forgot gets it again. What is kept and what is offered change together, under
 * the outbox's lock, so that nothing repeated ever follows something newer.
 */
public final class Telemetry implements TelemetrySink {
  private final Outbox outbox;
  private final Reports reports;
  private final Map<ChargerId, Kept> kept = new TreeMap<>();
  private final CopyOnWriteArrayList<Consumer<ChargerId>> watchers = new CopyOnWriteArrayList<>();
  private final Map<String, Document.Announcement> announcements = new LinkedHashMap<>();
  private final CopyOnWriteArrayList<Consumer<Document.Announcement>> announced =
      new CopyOnWriteArrayList<>();
  private Optional<BridgeInfo> info = Optional.empty();

  /** The last words on one charger. */
  private static final class Kept {
    private ChargerSnapshot snapshot;
    private Document.State sent;
    private Boolean online;
    private ChargerMeta meta;
    private OptionalLong epoch = OptionalLong.empty();
  }

  /** What is known of a charger now, for those who ask. */
  public record Current(
      Optional<ChargerSnapshot> snapshot, Optional<Boolean> online, Optional<ChargerMeta> meta) {}

  public Telemetry(Outbox outbox) {
    this.outbox = outbox;
    this.reports = new Reports(outbox::nanos);
    outbox.repeating(
        new RetransmitQueue.Retainer() {
          @Override
          public void repeat() {
            Telemetry.this.repeat();
          }

          @Override
          public void arrived(Document.Announcement said) {
            announced.forEach(listener -> listener.accept(said));
          }
        });
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    synchronized (outbox) {
      Kept known = of(charger);
      known.snapshot = snapshot;
      for (Document document : reports.of(charger, known.epoch, snapshot)) {
        if (outbox.offer(document) instanceof Document.State state) {
          known.sent = state;
        }
      }
    }
    tell(charger);
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    synchronized (outbox) {
      of(charger).online = online;
      outbox.offer(new Document.Availability(charger, online));
    }
    tell(charger);
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    synchronized (outbox) {
      outbox.offer(new Document.Event(charger, 0, epoch(charger), event));
    }
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    synchronized (outbox) {
      of(charger).meta = meta;
      outbox.offer(new Document.Meta(charger, meta));
    }
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    synchronized (outbox) {
      outbox.offer(new Document.Answer(charger, epoch(charger), ack));
    }
  }

  /** What the bridge is, from now on. */
  public void info(BridgeInfo now) {
    synchronized (outbox) {
      info = Optional.of(now);
      outbox.offer(new Document.Info(now));
    }
  }

  /** Another process says what the bridge is, from now on. */
  public void uninformed() {
    synchronized (outbox) {
      info = Optional.empty();
    }
  }

  /**
   * Which of a charger's polls go out, from now on.
   *
   * @param poll spacing of its polls
   */
  public void policy(ChargerId charger, ReportPolicy policy, Duration poll) {
    synchronized (outbox) {
      reports.apply(charger, policy, poll).forEach(outbox::offer);
    }
  }

  /** From now on a charger's documents are of that tenure, empty where chargers never move. */
  public void tenure(ChargerId charger, OptionalLong epoch) {
    synchronized (outbox) {
      of(charger).epoch = epoch;
    }
  }

  /**
   * Another bridge has the charger: what is retained is that one's to say from now on. What waits
   * goes to the journal and from there to the backlog.
   */
  public void handed(ChargerId charger) {
    synchronized (outbox) {
      kept.remove(charger);
      reports.forget(charger);
      outbox.forget(charger);
    }
    tell(charger);
  }

  /** Clears every retained topic of a charger that left. */
  public void removed(ChargerId charger) {
    synchronized (outbox) {
      kept.remove(charger);
      outbox.forget(charger);
      reports.forget(charger).forEach(outbox::offer);
      for (Document.Removed.Topic topic : Document.Removed.Topic.values()) {
        outbox.offer(new Document.Removed(charger, topic));
      }
    }
    tell(charger);
  }

  /** Tells other programs, in that order; what is announced stays so until it is cleared. */
  public void announce(List<Document.Announcement> said) {
    synchronized (outbox) {
      for (Document.Announcement announcement : said) {
        if (announcement.clears()) {
          announcements.remove(announcement.topic());
        } else {
          announcements.put(announcement.topic(), announcement);
        }
        outbox.offer(announcement);
      }
    }
  }

  /** Somebody else announces these from now on. */
  public void unannounce(List<String> topics) {
    synchronized (outbox) {
      topics.forEach(announcements::remove);
    }
  }

  /** Tells of each announcement that the broker proved to have; the listener returns at once. */
  public void onAnnounced(Consumer<Document.Announcement> listener) {
    announced.add(listener);
  }

  /** Says everything that is retained once more: somebody may have lost it. */
  public void repeat() {
    synchronized (outbox) {
      announcements.values().forEach(outbox::repeat);
      info.map(Document.Info::new).ifPresent(outbox::repeat);
      kept.forEach(this::repeat);
      outbox.repeat(new Document.BridgeStatus(true));
    }
  }

  /** What is known of a charger now. */
  public Current current(ChargerId charger) {
    synchronized (outbox) {
      Kept known = kept.getOrDefault(charger, new Kept());
      return new Current(
          Optional.ofNullable(known.snapshot),
          Optional.ofNullable(known.online),
          Optional.ofNullable(known.meta));
    }
  }

  /**
   * Tells whose state or availability is new, or who left, until the returned task is run. Called
   * on the charger's own thread: a watcher takes note and returns.
   */
  public Runnable watch(Consumer<ChargerId> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private void tell(ChargerId charger) {
    watchers.forEach(watcher -> watcher.accept(charger));
  }

  private void repeat(ChargerId charger, Kept known) {
    if (known.meta != null) {
      outbox.repeat(new Document.Meta(charger, known.meta));
    }
    if (known.sent != null) {
      outbox.repeat(known.sent);
    }
    reports.repeat(charger).forEach(outbox::repeat);
    if (known.online != null) {
      outbox.repeat(new Document.Availability(charger, known.online));
    }
  }

  private OptionalLong epoch(ChargerId charger) {
    Kept known = kept.get(charger);
    return known == null ? OptionalLong.empty() : known.epoch;
  }

  private Kept of(ChargerId charger) {
    return kept.computeIfAbsent(charger, id -> new Kept());
  }
}

package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.SessionListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Sink that turns reports of lanes into documents. It keeps the last value of all retained
 * documents, so that it can publish them again to a broker that lost them. It makes and queues
 * documents on the outbox's scheduler, in the order of the reports, so that a repeated value never
 * follows a newer one.
 */
public final class Telemetry implements TelemetrySink, SessionListener {
  private static final List<TopicKind> CLEARED =
      Arrays.stream(TopicKind.values())
          .filter(kind -> kind.ofCharger() && kind.retained() && kind != TopicKind.POINT)
          .toList();

  private final Outbox outbox;
  private final Map<ChargerId, Current> current = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<ChargerId>> watchers = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Consumer<Document.Announcement>> announced =
      new CopyOnWriteArrayList<>();

  // The fields below are used only on the outbox's scheduler.
  private final Map<ChargerId, ChargerDocuments> chargers = new HashMap<>();
  private final Map<String, Document.Announcement> announcements = new LinkedHashMap<>();
  private Optional<BridgeInfo> info = Optional.empty();

  /** Report policy and last retained documents of one charger. */
  private static final class ChargerDocuments {
    private ReportFilter filter = new ReportFilter(ReportPolicy.DEFAULT, Duration.ZERO);
    private Optional<PointTopicCache> points = Optional.empty();

    // Null before the first document of the kind.
    private Document meta;
    private Document state;
    private Document session;
    private Document availability;
    private OptionalLong epoch = OptionalLong.empty();

    /** Documents that clear the topics of the points. */
    private List<Document.PointValue> clearPoints() {
      List<Document.PointValue> cleared = points.map(PointTopicCache::clear).orElse(List.of());
      points = Optional.empty();
      return cleared;
    }
  }

  /**
   * Current data of a charger.
   *
   * @param answered the last snapshot with readings, which {@code snapshot} is unless the charger
   *     stopped answering; empty for a charger that never answered
   */
  public record Current(
      Optional<ChargerSnapshot> snapshot,
      Optional<ChargerSnapshot> answered,
      Optional<Boolean> online,
      Optional<ChargerMeta> meta) {
    private static final Current UNKNOWN =
        new Current(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** For a charger whose only snapshot is {@code snapshot}. */
    public Current(
        Optional<ChargerSnapshot> snapshot, Optional<Boolean> online, Optional<ChargerMeta> meta) {
      this(snapshot, snapshot.filter(Current::hasReadings), online, meta);
    }

    private static boolean hasReadings(ChargerSnapshot snapshot) {
      return snapshot.quality() != ChargerSnapshot.Quality.STALE;
    }

    private Current after(ChargerSnapshot next) {
      Optional<ChargerSnapshot> newest = Optional.of(next);
      return new Current(newest, hasReadings(next) ? newest : answered, online, meta);
    }
  }

  public Telemetry(Outbox outbox) {
    this.outbox = outbox;
    outbox.retainer(
        new RetransmitQueue.Retainer() {
          @Override
          public void repeat() {
            repeatRetained();
          }

          @Override
          public void proved(Document document) {
            if (document instanceof Document.Announcement announcement) {
              announced.forEach(listener -> listener.accept(announcement));
            }
          }
        });
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    long now = outbox.nanos();
    know(charger, known -> known.after(snapshot));
    outbox.execute(() -> publish(charger, snapshot, now));
    changed(charger);
  }

  /** Publishes the documents of a poll, if the charger's policy has it reported. */
  private void publish(ChargerId charger, ChargerSnapshot snapshot, long now) {
    ChargerDocuments documents = of(charger);
    if (!documents.filter.due(snapshot, now)) {
      return;
    }
    documents.state = outbox.enqueue(new Document.State(charger, 0, documents.epoch, snapshot));
    if (documents.filter.policy().points()) {
      PointTopicCache points = documents.points.orElseGet(() -> new PointTopicCache(charger));
      documents.points = Optional.of(points);
      points.update(snapshot).forEach(outbox::enqueue);
    }
  }

  @Override
  public void session(ChargerId charger, ChargingSession session) {
    outbox.execute(
        () -> {
          ChargerDocuments last = of(charger);
          last.session =
              outbox.enqueue(
                  new Document.Session(charger, 0, last.epoch, outbox.wallMillis(), session));
        });
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    know(
        charger,
        known ->
            new Current(known.snapshot(), known.answered(), Optional.of(online), known.meta()));
    outbox.execute(
        () -> {
          Document availability = new Document.Availability(charger, online);
          of(charger).availability = availability;
          outbox.enqueue(availability);
        });
    changed(charger);
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    outbox.execute(() -> outbox.enqueue(new Document.Event(charger, 0, epoch(charger), event)));
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    know(
        charger,
        known ->
            new Current(known.snapshot(), known.answered(), known.online(), Optional.of(meta)));
    outbox.execute(
        () -> {
          Document document = new Document.Meta(charger, meta);
          of(charger).meta = document;
          outbox.enqueue(document);
        });
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    outbox.execute(() -> outbox.enqueue(new Document.Answer(charger, epoch(charger), ack)));
  }

  /** Publishes the description of the bridge from now on. */
  public void info(BridgeInfo now) {
    outbox.execute(
        () -> {
          info = Optional.of(now);
          outbox.enqueue(new Document.Info(now));
        });
  }

  /** Stops publishing the description of the bridge, since another process does. */
  public void uninformed() {
    outbox.execute(() -> info = Optional.empty());
  }

  /**
   * Sets which of a charger's polls become documents, from now on.
   *
   * @param poll spacing of its polls
   */
  public void policy(ChargerId charger, ReportPolicy policy, Duration poll) {
    outbox.execute(
        () -> {
          ChargerDocuments documents = of(charger);
          documents.filter = new ReportFilter(policy, poll);
          if (!policy.points()) {
            documents.clearPoints().forEach(outbox::enqueue);
          }
        });
  }

  /** Sets the lease of a charger's documents from now on, empty where chargers never move. */
  public void tenure(ChargerId charger, OptionalLong epoch) {
    outbox.execute(() -> of(charger).epoch = epoch);
  }

  /**
   * Another bridge has the charger and publishes its retained documents from now on. Waiting
   * documents go to the journal and from there to the backlog.
   */
  public void handed(ChargerId charger) {
    current.remove(charger);
    outbox.execute(
        () -> {
          chargers.remove(charger);
          outbox.forget(charger);
        });
    changed(charger);
  }

  /** Clears every retained topic of a charger that left. */
  public void removed(ChargerId charger) {
    current.remove(charger);
    outbox.execute(
        () -> {
          ChargerDocuments left = of(charger);
          chargers.remove(charger);
          outbox.forget(charger);
          left.clearPoints().forEach(outbox::enqueue);
          CLEARED.forEach(kind -> outbox.enqueue(new Document.Removed(charger, kind)));
        });
    changed(charger);
  }

  /** Publishes announcements in this order; each stays retained until it is cleared. */
  public void announce(List<Document.Announcement> all) {
    outbox.execute(
        () -> {
          for (Document.Announcement announcement : all) {
            if (announcement.clears()) {
              announcements.remove(announcement.topic());
            } else {
              announcements.put(announcement.topic(), announcement);
            }
            outbox.enqueue(announcement);
          }
        });
  }

  /** From now on another process announces on these topics. */
  public void unannounce(List<String> topics) {
    outbox.execute(() -> topics.forEach(announcements::remove));
  }

  /** Receives each announcement that the broker proved to have; the listener returns at once. */
  public void onAnnounced(Consumer<Document.Announcement> listener) {
    announced.add(listener);
  }

  /** Publishes all retained documents again, because a reader may have lost them. */
  public void repeat() {
    outbox.execute(this::repeatRetained);
  }

  /** Current data of a charger. */
  public Current current(ChargerId charger) {
    return current.getOrDefault(charger, Current.UNKNOWN);
  }

  /**
   * Calls the watcher with each charger whose state or availability is new or that left, until the
   * returned task is run. The call is on the charger's own thread and returns at once.
   */
  public Runnable watch(Consumer<ChargerId> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private void changed(ChargerId charger) {
    watchers.forEach(watcher -> watcher.accept(charger));
  }

  private void know(ChargerId charger, UnaryOperator<Current> change) {
    current.compute(charger, (id, known) -> change.apply(known == null ? Current.UNKNOWN : known));
  }

  private void repeatRetained() {
    announcements.values().forEach(outbox::repeat);
    info.map(Document.Info::new).ifPresent(outbox::repeat);
    new TreeMap<>(chargers).forEach(this::repeat);
    outbox.repeat(new Document.BridgeStatus(true));
  }

  private void repeat(ChargerId charger, ChargerDocuments last) {
    Stream.of(last.meta, last.state, last.session).filter(Objects::nonNull).forEach(outbox::repeat);
    last.points.ifPresent(points -> points.values().forEach(outbox::repeat));
    Optional.ofNullable(last.availability).ifPresent(outbox::repeat);
  }

  private OptionalLong epoch(ChargerId charger) {
    ChargerDocuments last = chargers.get(charger);
    return last == null ? OptionalLong.empty() : last.epoch;
  }

  private ChargerDocuments of(ChargerId charger) {
    return chargers.computeIfAbsent(charger, id -> new ChargerDocuments());
  }
}

package io.ampwire.app.console;

import io.ampwire.app.Bridge;
import io.ampwire.app.state.BridgeState;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.format.ChargerDetailJson;
import io.ampwire.format.ChargerJson;
import io.ampwire.format.RecentHistoryJson;
import io.ampwire.http.ChargerViews;
import io.ampwire.journal.EventFile;
import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.RecentHistory;
import io.ampwire.telemetry.Telemetry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Views of chargers for the API: the inventory in force and the latest state of each charger. */
@ApplicationScoped
public class ConsoleViews implements ChargerViews {
  private static final int FIRST = 2;

  private final Bridge bridge;
  private final Telemetry telemetry;
  private final RecentHistory history;
  private final EventFile events;

  ConsoleViews(Bridge bridge, Telemetry telemetry, RecentHistory history, BridgeState state) {
    this.bridge = bridge;
    this.telemetry = telemetry;
    this.history = history;
    this.events = state.events();
  }

  /** Keeps what happens from now on for the next run, before the bridge starts. */
  void keep(@Observes @Priority(FIRST) StartupEvent event) {
    history.onKept(entry -> events.append(() -> RecentHistoryJson.line(entry)));
  }

  @Override
  public byte[] chargers() {
    return list(entry -> true);
  }

  @Override
  public byte[] chargers(Set<String> only) {
    return list(entry -> only.contains(entry.id().value()));
  }

  @Override
  public Optional<byte[]> charger(String id) {
    return entry(id).map(entry -> ChargerDetailJson.write(seen(entry), history.count(entry.id())));
  }

  @Override
  public Optional<byte[]> log(String id) {
    return entry(id).map(entry -> log(entry.id()));
  }

  @Override
  public Optional<byte[]> course(String id) {
    return entry(id).map(entry -> RecentHistoryJson.course(history.power(entry.id())));
  }

  @Override
  public byte[] log() {
    return log(-1).entries();
  }

  @Override
  public News log(long seen) {
    RecentHistory.News news = history.since(Math.max(0, seen));
    Set<String> known = Set.copyOf(names());
    List<String> earlier =
        seen >= 0
            ? List.of()
            : earlier(known::contains, RecentHistory.LATELY - news.entries().size());
    return new News(news.seen(), RecentHistoryJson.entries(news.entries(), earlier));
  }

  private byte[] log(ChargerId charger) {
    List<RecentHistory.Entry> entries = history.of(charger);
    return RecentHistoryJson.entries(
        entries, earlier(charger.value()::equals, RecentHistory.ROOM - entries.size()));
  }

  /** Entries of earlier runs, newest first, of chargers that the inventory still has. */
  private List<String> earlier(Predicate<String> charger, int most) {
    return events.earlier().stream()
        .filter(line -> RecentHistoryJson.charger(line).filter(charger).isPresent())
        .limit(Math.max(0, most))
        .toList();
  }

  @Override
  public List<String> names() {
    return bridge.fleet().chargers().stream().map(entry -> entry.id().value()).toList();
  }

  @Override
  public Runnable watch(Consumer<String> watcher) {
    return telemetry.watch(charger -> watcher.accept(charger.value()));
  }

  /** The charger with that id, if the inventory in force has it. */
  Optional<ChargerEntry> entry(String id) {
    return bridge.fleet().chargers().stream()
        .filter(entry -> entry.id().value().equals(id))
        .findFirst();
  }

  private byte[] list(Predicate<ChargerEntry> wanted) {
    return ChargerJson.list(
        bridge.fleet().chargers().stream().filter(wanted).map(this::seen).toList());
  }

  private ChargerJson.Seen seen(ChargerEntry entry) {
    return new ChargerJson.Seen(entry, telemetry.current(entry.id()), bridge.trust());
  }
}

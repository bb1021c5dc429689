package io.ampwire.app.console;

import io.ampwire.app.Bridge;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.format.ChargerDetailJson;
import io.ampwire.format.ChargerJson;
import io.ampwire.format.RecentHistoryJson;
import io.ampwire.http.ChargerViews;
import io.ampwire.telemetry.RecentHistory;
import io.ampwire.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Views of chargers for the API: the inventory in force and the latest state of each charger. */
@ApplicationScoped
public class ConsoleViews implements ChargerViews {
  private final Bridge bridge;
  private final Telemetry telemetry;
  private final RecentHistory history;

  ConsoleViews(Bridge bridge, Telemetry telemetry, RecentHistory history) {
    this.bridge = bridge;
    this.telemetry = telemetry;
    this.history = history;
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
    return entry(id).map(entry -> RecentHistoryJson.entries(history.of(entry.id())));
  }

  @Override
  public Optional<byte[]> course(String id) {
    return entry(id).map(entry -> RecentHistoryJson.course(history.power(entry.id())));
  }

  @Override
  public byte[] log() {
    return RecentHistoryJson.entries(history.since(0).entries());
  }

  @Override
  public News log(long seen) {
    RecentHistory.News news = history.since(Math.max(0, seen));
    return new News(news.seen(), RecentHistoryJson.entries(news.entries()));
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

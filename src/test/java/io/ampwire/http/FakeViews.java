package io.ampwire.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** ChargerResource that change when a test says so; a body tells how often that was. */
final class FakeViews implements ChargerViews, GroupViews {
  private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();
  private final AtomicInteger version = new AtomicInteger();
  private volatile List<String> names = List.of("bay-01", "bay-02");
  private volatile long groupsAsOf;

  void groupsAt(long asOf) {
    groupsAsOf = asOf;
  }

  @Override
  public long asOf() {
    return groupsAsOf;
  }

  @Override
  public byte[] groups() {
    return bytes("at " + groupsAsOf);
  }

  @Override
  public Optional<byte[]> group(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> limits(String name, Optional<String> day) {
    return Optional.empty();
  }

  @Override
  public Optional<byte[]> limitsCsv(String name, Optional<String> day) {
    return Optional.empty();
  }

  void change(String charger) {
    version.incrementAndGet();
    watchers.forEach(watcher -> watcher.accept(charger));
  }

  void inventory(String... chargers) {
    names = List.of(chargers);
  }

  int watchers() {
    return watchers.size();
  }

  @Override
  public byte[] chargers() {
    return bytes("all " + names);
  }

  @Override
  public byte[] chargers(Set<String> only) {
    return bytes("some " + new TreeSet<>(only));
  }

  @Override
  public Optional<byte[]> charger(String id) {
    return names.contains(id) ? Optional.of(bytes(id + " v" + version)) : Optional.empty();
  }

  @Override
  public Optional<byte[]> log(String id) {
    return charger(id);
  }

  @Override
  public Optional<byte[]> course(String id) {
    return charger(id);
  }

  @Override
  public byte[] log() {
    return chargers();
  }

  @Override
  public News log(long seen) {
    return new News(version.get(), bytes("since " + seen));
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public Runnable watch(Consumer<String> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

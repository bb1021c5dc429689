package io.ampwire.journal;

import io.ampwire.charger.BaselineJournal;
import io.ampwire.map.ChargerId;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.FirmwareBaseline;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Store of firmware baselines, one small file for each charger. A file that cannot be read counts
 * as no baseline and is reported: the next firmware that answers becomes the baseline. May be used
 * from any thread; the worker writes.
 */
public final class BaselineStore implements BaselineJournal {
  private static final String ENDING = ".firmware";

  /** Longest version or reference, and the most points of a baseline. */
  private static final int MOST = 500;

  private final PropertiesFolder files;
  private final Executor worker;
  private final Consumer<String> trouble;
  private final Map<ChargerId, FirmwareBaseline> known = new ConcurrentHashMap<>();
  private final Set<ChargerId> changed = ConcurrentHashMap.newKeySet();

  /**
   * @param worker does all writing, one task after the other
   * @param trouble receives files that cannot be read or written
   */
  public BaselineStore(Path folder, Executor worker, Consumer<String> trouble) {
    this.files = new PropertiesFolder(folder, "the firmware of chargers", trouble);
    this.worker = worker;
    this.trouble = trouble;
    load();
  }

  @Override
  public void keep(ChargerId charger, FirmwareBaseline baseline) {
    known.put(charger, baseline);
    write(charger);
  }

  @Override
  public Optional<FirmwareBaseline> recall(ChargerId charger) {
    return Optional.ofNullable(known.get(charger));
  }

  /** Forgets a charger that left the inventory. */
  public void removed(ChargerId charger) {
    known.remove(charger);
    write(charger);
  }

  /** Writes the charger's newest state once, however often it changes until the disk has time. */
  private void write(ChargerId charger) {
    if (changed.add(charger)) {
      worker.execute(
          () -> {
            changed.remove(charger);
            FirmwareBaseline baseline = known.get(charger);
            if (baseline == null) {
              files.delete(List.of(charger.value() + ENDING));
            } else {
              files.write(charger.value() + ENDING, lines(baseline));
            }
          });
    }
  }

  private static Properties lines(FirmwareBaseline baseline) {
    Properties lines = new Properties();
    lines.setProperty("map", baseline.map());
    baseline.reference().ifPresent(reference -> lines.setProperty("reference", reference));
    baseline.firmware().ifPresent(firmware -> lines.setProperty("firmware", firmware));
    baseline.order().ifPresent(order -> lines.setProperty("word-order", order.label()));
    lines.setProperty("answered", joined(baseline.answered()));
    lines.setProperty("known", joined(baseline.known()));
    return lines;
  }

  private static String joined(Collection<String> points) {
    return String.join(" ", new TreeSet<>(points));
  }

  private void load() {
    Map<FirmwareBaseline, FirmwareBaseline> shared = new HashMap<>();
    for (String file : files.names(ENDING)) {
      String name = file.substring(0, file.length() - ENDING.length());
      if (!ChargerId.isLegal(name)) {
        continue;
      }
      Optional<FirmwareBaseline> read = files.read(file).flatMap(BaselineStore::baseline);
      read.ifPresentOrElse(
          baseline ->
              known.put(new ChargerId(name), shared.computeIfAbsent(baseline, Function.identity())),
          () ->
              trouble.accept(
                  file
                      + " is damaged: a change of the firmware of "
                      + name
                      + " since the last run is not noticed"));
    }
  }

  private static Optional<FirmwareBaseline> baseline(Properties lines) {
    Optional<String> map = text(lines, "map");
    Optional<String> reference = text(lines, "reference");
    Optional<String> firmware = text(lines, "firmware");
    Set<String> answered = points(lines, "answered");
    Set<String> coded = points(lines, "known");
    Optional<WordOrder> order =
        text(lines, "word-order")
            .flatMap(
                label ->
                    Arrays.stream(WordOrder.values())
                        .filter(o -> o.label().equals(label))
                        .findFirst());
    boolean whole =
        map.isPresent()
            && (reference.isPresent() || firmware.isPresent())
            && order.isPresent() == lines.containsKey("word-order")
            && lines.containsKey("answered")
            && lines.containsKey("known")
            && answered.size() <= MOST
            && coded.size() <= MOST;
    return whole
        ? Optional.of(new FirmwareBaseline(map.get(), reference, firmware, order, answered, coded))
        : Optional.empty();
  }

  private static Optional<String> text(Properties lines, String key) {
    return Optional.ofNullable(lines.getProperty(key)).filter(text -> text.length() <= MOST);
  }

  private static Set<String> points(Properties lines, String key) {
    return Arrays.stream(lines.getProperty(key, "").split(" "))
        .filter(Predicate.not(String::isEmpty))
        .collect(Collectors.toSet());
  }
}

package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judge of a device's own readings over several samples. A check that the readings do not decide
 * stays open. An open check never makes a point green.
 */
public final class HardwareJudge {
  /** Number of samples that must agree; one could be chance. */
  private static final int AGREE = 3;

  private static final int SHOWN = 3;
  private static final double REFERENCE = 0.02;

  private final RegisterMap map;
  private final Map<String, Double> references;
  private final OrderWitness witness;
  private final Counters counters;
  private final ScaleProof scales;
  private final Map<String, ScaleProof.Contradiction> wrongScales = new HashMap<>();
  private final Map<String, String> mismatches = new HashMap<>();
  private final List<Capture> samples = new ArrayList<>();
  private final Map<String, Check> addresses = new HashMap<>();
  private final Map<String, List<Check>> more = new HashMap<>();

  /**
   * @param references manual reference readings, by point, in the map's unit
   */
  public HardwareJudge(RegisterMap map, Map<String, Double> references) {
    this.map = map;
    this.references = Map.copyOf(references);
    this.witness = new OrderWitness(map);
    this.counters = new Counters(map);
    this.scales = new ScaleProof(map, ScaleChoice.AS_DOCUMENTED);
  }

  /** Records the result of reading a point alone, at its own address. */
  public void alone(Point point, Check answered) {
    addresses.put(point.name(), answered);
  }

  /** Adds a check that is made elsewhere: writing, fail-safe. */
  public void add(String point, Check check) {
    more.computeIfAbsent(point, name -> new ArrayList<>()).add(check);
  }

  /**
   * Processes one sample of all points.
   *
   * @param now monotonic time, ns
   */
  public void observe(Capture sample, long now) {
    samples.add(sample);
    witness.observe(sample);
    counters.observe(sample, now);
    Reading[] readings =
        map.points().stream()
            .map(point -> sample.read(point.name(), wireOrder(point)))
            .toArray(Reading[]::new);
    scales.apply(sample, readings, point -> Optional.of(wireOrder(point)), now);
    scales.news().forEach(found -> wrongScales.put(found.point(), found));
    scales.mismatches().forEach(found -> mismatches.put(found.point(), found.why()));
  }

  /** Word order that the readings prove so far; a point with its own order keeps it. */
  private WordOrder wireOrder(Point point) {
    boolean own = point.order() != map.link().order();
    return own ? point.order() : order().orElse(point.order());
  }

  /** Order that physics proves, out of all four. */
  public Optional<WordOrder> order() {
    return witness.order();
  }

  /** Points that prove the order. */
  public Set<String> witnesses() {
    return order().map(order -> witness.witnesses(order, AGREE)).orElse(Set.of());
  }

  /** Evidence for every point of the map, in its order. */
  public List<PointEvidence> points() {
    return map.points().stream().filter(Point::readable).map(this::evidence).toList();
  }

  private PointEvidence evidence(Point point) {
    Set<Aspect> needs = new TreeSet<>(ProofNeeds.of(map, point));
    List<Check> checks = new ArrayList<>();
    for (Aspect need : needs) {
      checks.add(
          switch (need) {
            case ADDRESS ->
                addresses.getOrDefault(point.name(), Check.open(need, "it was not read"));
            case WORD_ORDER -> order(point, needs.contains(Aspect.COUNTS));
            case SCALE -> scale(point);
            case COUNTS -> counters.check(point);
            case CODES -> codes(point);
            default -> plausible(point);
          });
    }
    checks.addAll(more.getOrDefault(point.name(), List.of()));
    return PointEvidence.of(map, point, point.address(), shown(point), checks);
  }

  private Check order(Point point, boolean counts) {
    Set<WordOrder> proved = counts ? counters.orders(point) : spoken(point);
    if (proved.contains(documented(point))) {
      return proved.size() == 1
          ? Check.confirmed(Aspect.WORD_ORDER, documented(point).label() + ", and no other fits")
          : Check.open(Aspect.WORD_ORDER, "reads the same in several orders");
    }
    return proved.isEmpty()
        ? Check.open(Aspect.WORD_ORDER, "no reading tells the orders apart")
        : Check.contradicted(
            Aspect.WORD_ORDER,
            "documented " + documented(point).label() + ", proved " + labels(proved));
  }

  private Set<WordOrder> spoken(Point point) {
    Set<WordOrder> orders = new TreeSet<>();
    for (WordOrder order : WordOrder.values()) {
      boolean physics =
          witness.order().filter(order::equals).isPresent()
              && witness.witnesses(order, AGREE).contains(point.name());
      if (physics || referenced(point, order)) {
        orders.add(order);
      }
    }
    return orders;
  }

  private boolean referenced(Point point, WordOrder order) {
    Double reference = references.get(point.name());
    return reference != null && samples.stream().anyMatch(s -> near(s, point, order, reference));
  }

  private static boolean near(Capture sample, Point point, WordOrder order, double reference) {
    double value = sample.read(point.name(), order).number();
    return Math.abs(value - reference) <= Math.max(REFERENCE * Math.abs(reference), 1e-9);
  }

  private Check scale(Point point) {
    WordOrder order = spoken(point).stream().findFirst().orElse(documented(point));
    if (references.containsKey(point.name())) {
      String reference = "the reference reading " + references.get(point.name());
      return referenced(point, order)
          ? Check.confirmed(Aspect.SCALE, reference + " " + point.unit())
          : Check.contradicted(Aspect.SCALE, reference + " is not what it reads");
    }
    if (wrongScales.containsKey(point.name())) {
      ScaleProof.Contradiction found = wrongScales.get(point.name());
      return Check.contradicted(
          Aspect.SCALE, found.why() + "; a factor of " + found.factor() + " fits");
    }
    if (mismatches.containsKey(point.name())) {
      return Check.contradicted(Aspect.SCALE, mismatches.get(point.name()));
    }
    return witness.scaled(order).contains(point.name())
        ? Check.confirmed(Aspect.SCALE, "physics holds in " + point.unit())
        : Check.open(Aspect.SCALE, "needs physics that involve it, or --reference");
  }

  private Check codes(Point point) {
    Set<String> read = new TreeSet<>();
    for (Capture sample : samples) {
      Reading reading = sample.read(point.name(), documented(point));
      boolean unknown =
          !point.labels().isEmpty()
              && reading.code().isPresent()
              && point.label(reading.code().getAsLong()).isEmpty();
      if (unknown) {
        return Check.contradicted(
            Aspect.CODES, "reads " + RegisterText.value(reading) + ", no code of the map");
      }
      if (reading.isImplausible()) {
        return Check.contradicted(Aspect.CODES, RegisterText.value(reading));
      }
      boolean absent = reading == Reading.NOT_READ || reading == Reading.NOT_AVAILABLE;
      if (!absent && reading != Reading.UNSUPPORTED) {
        read.add(RegisterText.value(reading));
      }
    }
    if (read.isEmpty()) {
      return Check.open(Aspect.CODES, "it had no value");
    }
    String values = "read " + String.join(", ", read);
    return Check.confirmed(
        Aspect.CODES,
        point.labels().isEmpty()
            ? values + "; the map has no codes, so this only proves that it answers"
            : values + ", known codes, which proves only that");
  }

  private Check plausible(Point point) {
    Set<String> read = new TreeSet<>();
    for (Capture sample : samples) {
      Reading reading = sample.read(point.name(), documented(point));
      if (reading.isImplausible()) {
        return Check.contradicted(Aspect.PLAUSIBLE, RegisterText.value(reading));
      }
      boolean sentinel = reading.absence().filter(point.sentinels()::containsValue).isPresent();
      if (reading.isValue() || sentinel) {
        read.add(RegisterText.value(reading));
      }
    }
    return read.isEmpty()
        ? Check.open(Aspect.PLAUSIBLE, "it had no value")
        : Check.confirmed(Aspect.PLAUSIBLE, "read " + String.join(", ", read));
  }

  /** Samples from the first to the last. */
  private List<PointEvidence.Sample> shown(Point point) {
    List<PointEvidence.Sample> shown = new ArrayList<>();
    WordOrder order = order().orElse(documented(point));
    int count = Math.min(SHOWN, samples.size());
    for (int i = 0; i < count; i++) {
      Capture sample = samples.get(count == 1 ? 0 : i * (samples.size() - 1) / (count - 1));
      shown.add(
          new PointEvidence.Sample(
              sample.words(sample.position(point.name())),
              RegisterText.value(sample.read(point.name(), order))));
    }
    return shown;
  }

  private static WordOrder documented(Point point) {
    return point.order();
  }

  private static String labels(Set<WordOrder> orders) {
    return String.join(" or ", orders.stream().map(WordOrder::label).toList());
  }
}

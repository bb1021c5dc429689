package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Decoder;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recalculation of an evidence record from its raw registers, independent of what the record
 * claims. A claimed check that the registers do not support becomes open. What only the person at
 * the device saw, such as a write or a fallback, is not in the registers and stays as claimed.
 */
public final class EvidenceRecheck {
  private static final Pattern REFERENCE = Pattern.compile("the reference reading ([-0-9.E]+).*");
  private static final Set<Aspect> RECALCULATED =
      EnumSet.of(Aspect.WORD_ORDER, Aspect.SCALE, Aspect.CODES, Aspect.PLAUSIBLE);

  /** Aspects that may stand without registers, where their owner withholds them. */
  private static final Set<Aspect> WITHHOLDABLE = EnumSet.of(Aspect.ADDRESS, Aspect.PLAUSIBLE);

  private final RegisterMap map;
  private final Evidence record;
  private final Map<String, PointEvidence> recalculated = new HashMap<>();
  private final List<Difference> differences = new ArrayList<>();
  private int supported;

  /** Claim of a record that its registers do not support. */
  public record Difference(String point, String claim, String why) {}

  /**
   * Result of a recalculation.
   *
   * @param evidence the record with the checks that its registers support; unsigned
   * @param supported confirmed checks that the registers support
   */
  public record Result(Evidence evidence, int supported, List<Difference> differences) {
    public Result {
      differences = List.copyOf(differences);
    }
  }

  private EvidenceRecheck(RegisterMap map, Evidence record) {
    this.map = map;
    this.record = record;
  }

  public static Result of(RegisterMap map, Evidence record) {
    return new EvidenceRecheck(map, record).run();
  }

  private Result run() {
    if (record.kind() == EvidenceKind.HARDWARE) {
      judgeAgain();
    }
    List<PointEvidence> points = record.points().stream().map(this::point).toList();
    Evidence evidence =
        new Evidence(
            record.kind(),
            record.origin(),
            record.subject(),
            record.device(),
            record.peer(),
            points,
            record.checks(),
            Optional.empty());
    return new Result(evidence, supported, differences);
  }

  /** Runs the judge over the samples that the record holds of all points together. */
  private void judgeAgain() {
    HardwareJudge judge = new HardwareJudge(map, references());
    int samples = record.points().stream().mapToInt(p -> p.samples().size()).max().orElse(0);
    for (int i = 0; i < samples; i++) {
      Capture capture = new Capture(map);
      for (PointEvidence point : record.points()) {
        Optional<Point> known = map.point(point.point());
        if (known.isPresent() && i < point.samples().size()) {
          bytes(known.get(), point.samples().get(i))
              .ifPresent(words -> capture.put(known.get(), words, 0));
        }
      }
      judge.observe(capture, i * 1_000_000_000L);
    }
    judge.points().forEach(point -> recalculated.put(point.point(), point));
  }

  private Map<String, Double> references() {
    Map<String, Double> references = new HashMap<>();
    for (PointEvidence point : record.points()) {
      for (Check check : point.checks()) {
        Matcher matcher = REFERENCE.matcher(check.detail());
        if (check.aspect() == Aspect.SCALE && matcher.matches()) {
          number(matcher.group(1)).ifPresent(value -> references.put(point.point(), value));
        }
      }
    }
    return references;
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.parseDouble(text));
    } catch (NumberFormatException notOne) {
      return Optional.empty();
    }
  }

  private PointEvidence point(PointEvidence claimed) {
    Optional<Point> point = map.point(claimed.point());
    List<Check> checks = new ArrayList<>();
    boolean values = point.isPresent() && valuesFit(point.get(), claimed);
    for (Check check : claimed.checks()) {
      checks.add(
          check.outcome() == Check.Outcome.CONFIRMED ? again(claimed, check, values) : check);
    }
    return new PointEvidence(
        claimed.point(),
        claimed.address(),
        claimed.readAt(),
        claimed.meaning(),
        claimed.digest(),
        claimed.samples(),
        checks);
  }

  /** Whether the words of each sample give the value beside them, in one of the four orders. */
  private boolean valuesFit(Point point, PointEvidence claimed) {
    for (PointEvidence.Sample sample : claimed.samples()) {
      Optional<byte[]> words = bytes(point, sample);
      boolean fits =
          sample.words().isEmpty()
              || words.isPresent()
                  && Arrays.stream(WordOrder.values())
                      .map(order -> Decoder.decode(point, order, words.get(), 0))
                      .anyMatch(reading -> RegisterText.value(reading).equals(sample.value()));
      if (!fits) {
        differences.add(
            new Difference(
                claimed.point(),
                "the words " + sample.words() + " mean " + sample.value(),
                "they do not, in any word order"));
        return false;
      }
    }
    return true;
  }

  private static Optional<byte[]> bytes(Point point, PointEvidence.Sample sample) {
    byte[] words = HexFormat.of().parseHex(sample.words().replace(" ", ""));
    return words.length == 2 * point.registers() ? Optional.of(words) : Optional.empty();
  }

  private Check again(PointEvidence claimed, Check check, boolean valuesFit) {
    if (!valuesFit) {
      return Check.open(check.aspect(), "its registers do not give its values");
    }
    Optional<Point> point = map.point(claimed.point());
    Optional<String> against =
        point.isEmpty() ? Optional.of("the map has no such point") : against(claimed, check);
    if (against.isPresent()) {
      differences.add(
          new Difference(
              claimed.point(), check.aspect().label() + ": " + check.detail(), against.get()));
      return Check.open(check.aspect(), against.get());
    }
    supported++;
    return check;
  }

  /** Reason why the registers do not support a confirmed check, if they do not. */
  private Optional<String> against(PointEvidence claimed, Check check) {
    Point point = map.point(claimed.point()).orElseThrow();
    boolean bare = claimed.samples().stream().allMatch(sample -> sample.words().isEmpty());
    if (check.aspect() == Aspect.ADDRESS) {
      boolean own = record.kind() != EvidenceKind.HARDWARE || claimed.readAt() == point.address();
      return own ? Optional.empty() : Optional.of("it was read at " + claimed.readAt());
    }
    boolean counts =
        ProofNeeds.of(map, point).contains(Aspect.COUNTS)
            && (check.aspect() == Aspect.COUNTS || check.aspect() == Aspect.WORD_ORDER);
    if (record.kind() != EvidenceKind.HARDWARE
        || !counts && !RECALCULATED.contains(check.aspect())) {
      return Optional.empty();
    }
    if (bare) {
      return WITHHOLDABLE.contains(check.aspect())
          ? Optional.empty()
          : Optional.of("the record holds no registers of it");
    }
    return counts ? standsStill(claimed, point) : differs(claimed, check.aspect());
  }

  /** The times of the samples are not on record, so a counter can only be seen to advance. */
  private static Optional<String> standsStill(PointEvidence claimed, Point point) {
    List<PointEvidence.Sample> samples = claimed.samples();
    double first = value(point, samples.get(0));
    double last = value(point, samples.get(samples.size() - 1));
    return last > first ? Optional.empty() : Optional.of("its registers do not advance");
  }

  private static double value(Point point, PointEvidence.Sample sample) {
    return bytes(point, sample)
        .map(words -> Decoder.decode(point, point.order(), words, 0).number())
        .orElse(Double.NaN);
  }

  private Optional<String> differs(PointEvidence claimed, Aspect aspect) {
    PointEvidence again = recalculated.get(claimed.point());
    if (again == null) {
      return Optional.of("the point cannot be read");
    }
    return again.checks().stream()
        .filter(check -> check.aspect() == aspect)
        .filter(check -> check.outcome() != Check.Outcome.CONFIRMED)
        .map(Check::detail)
        .findFirst();
  }
}

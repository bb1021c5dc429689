package io.ampwire.trust;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Proof of the scale of a charger's power readings, by voltage times current. If the power is off
 * by the same power of ten in five polls in a row, it contradicts the map. The reading is then
 * withheld, or multiplied by the factor if the inventory sets {@code scale: prove}. Until a law has
 * held in five polls, a reading that grossly contradicts it is withheld at once, also while no
 * current flows. A reading that is off by another factor for long is withheld by {@link
 * PowerMismatch}. For use by one thread at a time.
 */
public final class ScaleProof {
  static final int POLLS = 5;

  /** Largest power of ten that is tried; a wrong unit in a map explains no larger one. */
  private static final int LARGEST_EXPONENT = 4;

  /** Largest distance of the quotient from a power of ten, decimal logarithm of about 1.25. */
  private static final double SLACK = 0.1;

  /** Largest distance between two quotients of one scale, decimal logarithm of about 1.1. */
  private static final double STEADY = 0.04;

  /** Factor of a gross contradiction, which tolerance and timing do not explain. */
  private static final double GROSS = 5;

  /** Highest mains voltage of a phase, V, to convert steps of a current into power. */
  private static final double VOLTS = 250;

  /** Highest consumption of a station and its meter while no current is measured, W. */
  private static final double STANDBY = 50;

  /** Smallest assumed step of a current, A; meters round small currents to zero. */
  private static final double STEP = 0.05;

  private final ScaleChoice choice;
  private final List<PowerScale> laws;

  /**
   * Power reading whose scale differs from the map's.
   *
   * @param factor factor for the map's value
   */
  public record Contradiction(String point, double factor, String why) {}

  /** Power reading that voltage times current contradicts, by no factor that a scale explains. */
  public record Mismatch(String point, String why) {}

  public ScaleProof(RegisterMap map, ScaleChoice choice) {
    this.choice = choice;
    this.laws =
        map.derived(Checks.class, Checks::of).all().stream()
            .map(check -> new PowerScale(check, map))
            .toList();
  }

  /** Restarts the proof because another device or firmware answers. */
  void reset() {
    laws.forEach(PowerScale::reset);
  }

  /**
   * Processes one completed poll: withholds or corrects readings that contradict the law.
   *
   * @param orders word order in which a point was decoded, empty while it is undecided
   * @param now monotonic time, ns
   */
  void apply(
      Capture capture, Reading[] readings, Function<Point, Optional<WordOrder>> orders, long now) {
    for (PowerScale law : laws) {
      Optional<WordOrder> order = orders.apply(law.check.point);
      if (order.isPresent()) {
        law.observe(capture, readings, order.get());
        law.correct(capture, readings, order.get(), choice);
        law.compare(capture, readings, order.get(), now);
      }
    }
  }

  /** Powers that contradict voltage times current by no power of ten; each is returned once. */
  List<Mismatch> mismatches() {
    List<Mismatch> news = List.of();
    for (PowerScale law : laws) {
      Optional<String> why = law.mismatch.news();
      if (why.isPresent()) {
        news = news.isEmpty() ? new ArrayList<>() : news;
        news.add(new Mismatch(law.check.point.name(), why.get()));
      }
    }
    return news;
  }

  /** Contradictions since the last call; each is returned once. */
  List<Contradiction> news() {
    List<Contradiction> news = List.of();
    for (PowerScale law : laws) {
      if (law.factor != 1 && !law.reported) {
        news = news.isEmpty() ? new ArrayList<>() : news;
        law.reported = true;
        news.add(new Contradiction(law.check.point.name(), law.factor, law.why));
      }
    }
    return news;
  }

  /** Factors by which readings contradict the map, by point, whether they are applied or not. */
  Map<String, Double> contradicted() {
    Map<String, Double> factors = new TreeMap<>();
    if (choice != ScaleChoice.PROVE) {
      laws.stream()
          .filter(l -> l.factor != 1)
          .forEach(l -> factors.put(l.check.point.name(), l.factor));
      laws.stream()
          .filter(l -> l.gross)
          .forEach(l -> factors.putIfAbsent(l.check.point.name(), 0.0));
    }
    return factors;
  }

  /** Applied factors, by point; empty if every point is read as the map states. */
  Map<String, Double> factors() {
    if (choice != ScaleChoice.PROVE) {
      return Map.of();
    }
    Map<String, Double> factors = new TreeMap<>();
    laws.stream()
        .filter(l -> l.factor != 1)
        .forEach(l -> factors.put(l.check.point.name(), l.factor));
    return factors;
  }

  /** The power laws of a map whose result is a point. */
  private record Checks(List<Check> all) {
    private static Checks of(RegisterMap map) {
      return new Checks(
          map.physics().stream()
              .flatMap(relation -> relation.power().stream())
              .filter(law -> map.position(law.result()) >= 0)
              .map(law -> Check.of(map, law))
              .toList());
    }
  }

  /**
   * A power law and what the map says about it.
   *
   * @param point the law's result
   * @param position of that point
   * @param operands positions of the other points, by name
   * @param rest highest result while no current is measured, in the result's unit
   */
  private record Check(
      PhysicsLaw.Power law, Point point, int position, Map<String, Integer> operands, double rest) {
    private static Check of(RegisterMap map, PhysicsLaw.Power law) {
      Map<String, Integer> operands = new HashMap<>();
      law.voltages().forEach(name -> operands.put(name, map.position(name)));
      law.currents().forEach(name -> operands.put(name, map.position(name)));
      law.factor().ifPresent(name -> operands.put(name, map.position(name)));
      map.vehicle().currents().forEach(name -> operands.put(name, map.position(name)));
      double amps =
          law.currents().stream()
              .flatMap(name -> map.point(name).stream())
              .mapToDouble(p -> p.type().isInteger() ? Math.max(STEP, p.scale()) : STEP)
              .sum();
      return new Check(
          law,
          map.point(law.result()).orElseThrow(),
          map.position(law.result()),
          operands,
          (amps * VOLTS + STANDBY) / law.watts());
    }
  }

  /** The evidence of the polls so far about the result of one power law. */
  private static final class PowerScale {
    private final Check check;
    private final PowerMismatch mismatch;
    private boolean proved;
    private double factor = 1;
    private double candidate;
    private double exponent;
    private int streak;
    private boolean gross;
    private boolean reported;
    private String why = "";

    PowerScale(Check check, RegisterMap map) {
      this.check = check;
      this.mismatch = new PowerMismatch(map, check.law, check.rest);
    }

    void reset() {
      mismatch.reset();
      proved = false;
      factor = 1;
      candidate = 0;
      streak = 0;
      gross = false;
      reported = false;
    }

    void observe(Capture capture, Reading[] readings, WordOrder order) {
      if (proved) {
        return;
      }
      PhysicsLaw.Power law = check.law;
      double rest = check.rest;
      ToDoubleFunction<String> numbers = name -> number(readings, name);
      double value = Math.abs(capture.unchecked(check.position, order));
      double expected = law.expected(numbers);
      gross = false;
      if (Double.isNaN(value) || value == 0) {
        return;
      }
      if (expected <= rest) {
        boolean complete =
            law.currents().stream().noneMatch(name -> Double.isNaN(numbers.applyAsDouble(name)));
        gross = complete && value > GROSS * rest;
        return;
      }
      double fits = fitting(value, expected);
      gross = fits != 1 && (value > GROSS * expected || value * GROSS < expected);
      double before = exponent;
      exponent = Math.log10(expected / value);
      boolean steady = fits == 1 || Math.abs(exponent - before) <= STEADY;
      streak = fits != 0 && fits == candidate && steady ? streak + 1 : 1;
      candidate = fits;
      if (fits != 0 && streak >= POLLS) {
        decide(fits, value, expected);
      }
    }

    private void decide(double fits, double value, double expected) {
      if (fits == factor && fits != 1) {
        return;
      }
      proved = fits == 1;
      factor = fits;
      if (proved) {
        why = "";
        return;
      }
      why =
          "reads %s %s, voltage times current is %s %s"
              .formatted(rounded(value), check.point.unit(), rounded(expected), check.point.unit());
    }

    /** Power of ten with which the law holds; 1 if it holds unchanged, 0 if none does. */
    private double fitting(double value, double expected) {
      if (Math.abs(value - expected) <= check.law.tolerance() * expected) {
        return 1;
      }
      double decades = Math.log10(expected / value);
      long whole = Math.round(decades);
      boolean close = Math.abs(decades - whole) <= SLACK;
      return close && whole != 0 && Math.abs(whole) <= LARGEST_EXPONENT ? Math.pow(10, whole) : 0;
    }

    void correct(Capture capture, Reading[] readings, WordOrder order, ScaleChoice choice) {
      if (factor == 1) {
        boolean withheld = gross && readings[check.position].isValue();
        if (withheld) {
          readings[check.position] =
              new Reading.Implausible(
                  readings[check.position].describe() + " contradicts voltage times current");
        }
        return;
      }
      double value = capture.unchecked(check.position, order) * factor;
      boolean plausible = check.point.plausible().map(range -> range.contains(value)).orElse(true);
      if (Double.isNaN(value)) {
        return;
      }
      readings[check.position] =
          choice == ScaleChoice.PROVE && plausible
              ? new Reading.Wide(rounded(value))
              : new Reading.Implausible(why);
    }

    /** Withholds a reading that is off by a factor that no scale explains. */
    void compare(Capture capture, Reading[] readings, WordOrder order, long now) {
      Reading published = readings[check.position];
      double value = factor == 1 ? capture.unchecked(check.position, order) : published.number();
      mismatch.observe(Math.abs(value), name -> number(readings, name), now);
      if (mismatch.contradicts() && published.isValue()) {
        readings[check.position] =
            new Reading.Implausible(published.describe() + " contradicts voltage times current");
      }
    }

    private double number(Reading[] readings, String name) {
      Integer position = check.operands.get(name);
      return position == null || position < 0 ? Double.NaN : readings[position].number();
    }

    /** Rounds to nine digits, because further digits are noise of the multiplication. */
    private static double rounded(double value) {
      return new java.math.BigDecimal(value).round(new java.math.MathContext(9)).doubleValue();
    }
  }
}

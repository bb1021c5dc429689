package io.ampwire.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Physical relation between points of a device. Correct readings satisfy it, and a wrong word order
 * or scale breaks it. Names are names of points; tolerances are relative. A reading without a
 * number is NaN, and NaN satisfies no law.
 */
public sealed interface PhysicsLaw permits PhysicsLaw.PollLaw, PhysicsLaw.Clock {

  /** Points whose readings the relation uses. */
  List<String> operands();

  /** Laws that the readings of a single poll can be checked against, one by one. */
  List<PollLaw> laws();

  /** Points that count seconds while the device charges. */
  List<String> clocks();

  /** Adds the relation to a canonical form. */
  void write(CanonicalForm form);

  /** The relation, if it is the one about active power. */
  default Optional<Power> power() {
    return Optional.empty();
  }

  /** The relation, if it bounds single points. */
  default Optional<InRange> range() {
    return Optional.empty();
  }

  /** Faults of the relation itself, for points as the map has them. */
  List<String> faults(Function<String, Optional<Point>> points);

  /** PhysicsLaw within one poll. */
  sealed interface PollLaw extends PhysicsLaw permits InRange, Mean, Sum, Power, Triangle {

    /**
     * Whether the readings satisfy the law. A zero reads the same in every order and proves
     * nothing.
     */
    boolean holds(ToDoubleFunction<String> readings);

    /**
     * Whether the law fixes the scale of its operands without other laws. Other laws hold in any
     * unit that all their operands share, so they only pass on a known scale.
     */
    boolean fixesScale();

    /** Text of the law, such as {@code frequence is 45 to 65}. */
    String describe();

    @Override
    default List<PollLaw> laws() {
      return List.of(this);
    }

    @Override
    default List<String> clocks() {
      return List.of();
    }
  }

  /** Each point alone lies between {@code min} and {@code max}: mains voltage, frequency. */
  record InRange(List<String> points, double min, double max) implements PollLaw {
    public InRange {
      points = List.copyOf(points);
    }

    @Override
    public List<String> operands() {
      return points;
    }

    @Override
    public List<PollLaw> laws() {
      return points.stream().<PollLaw>map(point -> new InRange(List.of(point), min, max)).toList();
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("in-range").texts(points).decimal(min).decimal(max);
    }

    @Override
    public boolean holds(ToDoubleFunction<String> readings) {
      return points.stream().allMatch(point -> admits(readings.applyAsDouble(point)));
    }

    @Override
    public Optional<InRange> range() {
      return Optional.of(this);
    }

    /** Whether the law allows that value of one of its points. */
    public boolean admits(double value) {
      return value >= min && value <= max;
    }

    @Override
    public boolean fixesScale() {
      return true;
    }

    @Override
    public String describe() {
      return String.join(", ", points) + " is " + decimal(min) + " to " + decimal(max);
    }

    @Override
    public List<String> faults(Function<String, Optional<Point>> known) {
      List<String> faults = numbers(known, points);
      if (!(min < max)) {
        faults.add("the range ends before it begins");
      }
      return faults;
    }
  }

  /** {@code result} is the mean of those {@code parts} that are not zero. */
  record Mean(String result, List<String> parts, double tolerance) implements PollLaw {
    public Mean {
      parts = List.copyOf(parts);
    }

    @Override
    public List<String> operands() {
      return with(parts, result);
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("mean").text(result).texts(parts).decimal(tolerance);
    }

    @Override
    public boolean holds(ToDoubleFunction<String> readings) {
      double[] live = live(readings, parts);
      return live.length > 0
          && near(
              readings.applyAsDouble(result), Arrays.stream(live).sum() / live.length, tolerance);
    }

    @Override
    public boolean fixesScale() {
      return false;
    }

    @Override
    public String describe() {
      return result + " is the mean of " + span(parts);
    }

    @Override
    public List<String> faults(Function<String, Optional<Point>> known) {
      return combined(known, result, parts, tolerance);
    }
  }

  /** {@code result} is the sum of {@code parts}. */
  record Sum(String result, List<String> parts, double tolerance) implements PollLaw {
    public Sum {
      parts = List.copyOf(parts);
    }

    @Override
    public List<String> operands() {
      return with(parts, result);
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("sum").text(result).texts(parts).decimal(tolerance);
    }

    @Override
    public boolean holds(ToDoubleFunction<String> readings) {
      double[] live = live(readings, parts);
      return live.length > 0
          && near(readings.applyAsDouble(result), Arrays.stream(live).sum(), tolerance);
    }

    @Override
    public boolean fixesScale() {
      return false;
    }

    @Override
    public String describe() {
      return result + " is the sum of " + span(parts);
    }

    @Override
    public List<String> faults(Function<String, Optional<Point>> known) {
      return combined(known, result, parts, tolerance);
    }
  }

  /**
   * {@code result} is the sum of voltage × current over the phases, times the power factor.
   *
   * @param watts watts per unit of {@code result}, 1000 for kW
   * @param factor point with the power factor, empty if the device has none
   */
  record Power(
      String result,
      double watts,
      List<String> voltages,
      List<String> currents,
      Optional<String> factor,
      double tolerance)
      implements PollLaw {
    public Power {
      voltages = List.copyOf(voltages);
      currents = List.copyOf(currents);
    }

    @Override
    public List<String> operands() {
      List<String> names = new ArrayList<>(List.of(result));
      names.addAll(voltages);
      names.addAll(currents);
      return names;
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("power").text(result).decimal(watts).texts(voltages).texts(currents);
      form.optional(factor).decimal(tolerance);
    }

    @Override
    public boolean holds(ToDoubleFunction<String> readings) {
      return near(readings.applyAsDouble(result), expected(readings), tolerance);
    }

    @Override
    public Optional<Power> power() {
      return Optional.of(this);
    }

    /** Expected reading of {@code result}, in its own unit; 0 if no phase carries a current. */
    public double expected(ToDoubleFunction<String> readings) {
      double read = factor.isPresent() ? readings.applyAsDouble(factor.get()) : 1;
      double usable = Math.abs(read) <= 1 && read != 0 ? Math.abs(read) : 1;
      double sum = 0;
      for (int i = 0; i < voltages.size(); i++) {
        double phase =
            readings.applyAsDouble(voltages.get(i)) * readings.applyAsDouble(currents.get(i));
        sum += Double.isNaN(phase) ? 0 : phase * usable;
      }
      return sum / watts;
    }

    /**
     * Voltage times current of all phases, the highest power that they allow, in the result's unit.
     */
    public double apparent(ToDoubleFunction<String> readings) {
      double sum = 0;
      for (int i = 0; i < voltages.size(); i++) {
        double phase =
            readings.applyAsDouble(voltages.get(i)) * readings.applyAsDouble(currents.get(i));
        sum += Double.isNaN(phase) ? 0 : Math.abs(phase);
      }
      return sum / watts;
    }

    /** Whether each current is known, and each phase that carries one has a voltage. */
    public boolean complete(ToDoubleFunction<String> readings) {
      for (int i = 0; i < voltages.size(); i++) {
        double amps = readings.applyAsDouble(currents.get(i));
        boolean live = readings.applyAsDouble(voltages.get(i)) > 0;
        if (Double.isNaN(amps) || amps != 0 && !live) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean fixesScale() {
      return true;
    }

    @Override
    public String describe() {
      return result + " is voltage × current" + factor.map(name -> " × " + name).orElse("");
    }

    @Override
    public List<String> faults(Function<String, Optional<Point>> known) {
      List<String> faults = combined(known, result, voltages, tolerance);
      faults.addAll(numbers(known, currents));
      factor.ifPresent(name -> faults.addAll(numbers(known, List.of(name))));
      if (voltages.size() != currents.size()) {
        faults.add("needs as many currents as voltages");
      }
      if (!(watts > 0)) {
        faults.add("watts must be more than 0");
      }
      return faults;
    }
  }

  /** apparent² = active² + reactive². */
  record Triangle(String apparent, String active, String reactive, double tolerance)
      implements PollLaw {
    @Override
    public List<String> operands() {
      return List.of(apparent, active, reactive);
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("triangle").texts(operands()).decimal(tolerance);
    }

    @Override
    public boolean holds(ToDoubleFunction<String> readings) {
      double legs = Math.hypot(readings.applyAsDouble(active), readings.applyAsDouble(reactive));
      return near(readings.applyAsDouble(apparent), legs, tolerance);
    }

    @Override
    public boolean fixesScale() {
      return false;
    }

    @Override
    public String describe() {
      return apparent + "² is " + active + "² + " + reactive + "²";
    }

    @Override
    public List<String> faults(Function<String, Optional<Point>> known) {
      List<String> faults = numbers(known, operands());
      faults.addAll(relative(tolerance));
      return faults;
    }
  }

  /** Whole seconds that advance with the clock while the device charges. */
  record Clock(List<String> points) implements PhysicsLaw {
    public Clock {
      points = List.copyOf(points);
    }

    @Override
    public List<String> operands() {
      return points;
    }

    @Override
    public List<PollLaw> laws() {
      return List.of();
    }

    @Override
    public List<String> clocks() {
      return points;
    }

    @Override
    public void write(CanonicalForm form) {
      form.text("clock").texts(points);
    }

    @Override
    public List<String> faults(Function<String, Optional<Point>> known) {
      List<String> faults = numbers(known, points);
      for (String name : points) {
        if (known.apply(name).filter(point -> !point.type().isInteger()).isPresent()) {
          faults.add("a clock counts whole seconds, '" + name + "' does not");
        }
      }
      return faults;
    }
  }

  private static List<String> combined(
      Function<String, Optional<Point>> known, String result, List<String> parts, double tol) {
    List<String> faults = numbers(known, List.of(result));
    faults.addAll(numbers(known, parts));
    faults.addAll(relative(tol));
    return faults;
  }

  private static List<String> relative(double tolerance) {
    return tolerance > 0 && tolerance < 1
        ? List.of()
        : List.of("tolerance is relative, more than 0 and less than 1");
  }

  private static List<String> numbers(Function<String, Optional<Point>> known, List<String> names) {
    List<String> faults = new ArrayList<>();
    if (names.isEmpty()) {
      faults.add("names no points");
    }
    for (String name : names) {
      Optional<Point> point = known.apply(name);
      if (point.isEmpty()) {
        faults.add("there is no point '" + name + "'");
      } else if (point.get().type().isText()) {
        faults.add("'" + name + "' is text");
      }
    }
    return faults;
  }

  private static List<String> with(List<String> parts, String result) {
    List<String> names = new ArrayList<>(parts);
    names.add(result);
    return names;
  }

  /** Whether two numbers are close; NaN is close to nothing, and nothing is close to zero. */
  private static boolean near(double value, double expected, double tolerance) {
    return value != 0
        && expected != 0
        && Math.abs(value - expected) <= tolerance * Math.abs(expected);
  }

  /** The parts that are not zero; empty if one of them has no number. */
  private static double[] live(ToDoubleFunction<String> readings, List<String> names) {
    double[] all = names.stream().mapToDouble(readings).toArray();
    for (double value : all) {
      if (Double.isNaN(value)) {
        return new double[0];
      }
    }
    return Arrays.stream(all).filter(value -> value != 0).toArray();
  }

  private static String span(List<String> names) {
    return names.size() == 1 ? names.get(0) : names.get(0) + " … " + names.get(names.size() - 1);
  }

  private static String decimal(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}

package io.ampwire.map;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Checks of control sequences, of the proof of a pause, and of the pace of lifebits. */
final class ControlChecks {
  /** Most steps of one sequence; an answer follows within ten seconds. */
  private static final int MOST_STEPS = 8;

  /** Longest sum of the waits of one sequence. */
  private static final Duration LONGEST_WAITS = Duration.ofSeconds(4);

  private static final double LEAST_FRACTION = 0.05;
  private static final double MOST_FRACTION = 0.5;

  private final RegisterMap map;
  private final List<Finding> findings;

  private ControlChecks(RegisterMap map, List<Finding> findings) {
    this.map = map;
    this.findings = findings;
  }

  static void check(RegisterMap map, List<Finding> findings) {
    ControlChecks checks = new ControlChecks(map, findings);
    map.sequences().given().forEach((key, steps) -> checks.steps("control." + key, key, steps));
    map.phases().ifPresent(checks::phases);
    checks.rewrittenPause();
    map.lifebit().ifPresent(checks::pace);
    map.setPoint().filter(rule -> rule.paused().exists()).ifPresent(checks::pause);
    if (map.failSafe().countsDown() && map.failSafe().timeoutPoint().isEmpty()) {
      checks.fault("fail-safe.counts-down", "needs a timeout-point that reads it");
    }
  }

  private void steps(String path, String key, List<ControlStep> steps) {
    if (map.setPoint().isEmpty()) {
      fault(path, "needs a set-point");
    }
    if (steps.size() > MOST_STEPS) {
      fault(path, "has " + steps.size() + " steps, at most " + MOST_STEPS + " are possible");
    }
    for (int i = 0; i < steps.size(); i++) {
      step(path + "." + i, steps.get(i));
    }
    Duration waits = steps.stream().map(ControlStep::waits).reduce(Duration.ZERO, Duration::plus);
    if (waits.compareTo(LONGEST_WAITS) > 0) {
      fault(path, "waits longer than " + LONGEST_WAITS.toSeconds() + " s in all");
    }
    boolean limits = steps.stream().anyMatch(ControlStep::writesLimit);
    boolean needed = List.of("limit", "resume", "after-fallback").contains(key);
    if (needed && !limits) {
      fault(path, "never writes the limit");
    } else if (limits && List.of("take", "arm", "then").contains(key)) {
      fault(path, "must not write the limit");
    }
  }

  private void step(String path, ControlStep step) {
    if (step.waits().compareTo(ControlStep.LONGEST_WAIT) > 0) {
      fault(path + ".wait", "at most " + ControlStep.LONGEST_WAIT.toSeconds() + " s");
    }
    if (step instanceof ControlStep.SetRegister write) {
      write(path, write);
    } else if (step instanceof ControlStep.SendLifebit
        && map.lifebit().filter(rule -> sendable(rule.scheme())).isEmpty()) {
      fault(path + ".lifebit", "the map has no lifebit with a value of its own");
    }
  }

  private static boolean sendable(LifebitScheme scheme) {
    return scheme.writes() && !scheme.rewritesSetPoint();
  }

  private void write(String path, ControlStep.SetRegister write) {
    Optional<Point> found = map.point(write.register());
    if (found.isEmpty()) {
      fault(path + ".write", "there is no point '" + write.register() + "'");
      return;
    }
    Point point = found.get();
    if (!point.writable()) {
      fault(path + ".write", "'" + point.name() + "' is read-only");
    }
    if (point.type().isText()) {
      fault(path + ".write", "text is never written");
    }
    if (point.write().filter(WriteRule::nonVolatile).isPresent()) {
      fault(path + ".write", "'" + point.name() + "' has a memory that wears out with each write");
    }
    boolean setPoint = map.setPoint().filter(r -> r.point().equals(point.name())).isPresent();
    if (setPoint && !write.value().followsLimit()) {
      fault(path + ".value", "the set point takes the limit and no constant");
    }
    if (!write.value().followsLimit()
        && !carries(point, write.value().of(Decimal.ZERO).toDouble())) {
      fault(
          path + ".value", point.typeName() + " does not carry " + write.value().of(Decimal.ZERO));
    }
    if (write.value() instanceof StepValue.LimitWatts watts) {
      LinkChecks.range(findings, path + ".phases", watts.phases(), 1, 3);
    }
  }

  private static boolean carries(Point point, double value) {
    double raw = value / point.scale();
    return !point.type().isInteger() || raw >= point.type().min() && raw <= point.type().max();
  }

  private void phases(PhaseSwitch phases) {
    Optional<Point> point = map.point(phases.point());
    if (point.isEmpty()) {
      fault("phases.point", "there is no point '" + phases.point() + "'");
    } else if (point.get().write().isEmpty()) {
      fault("phases.point", "'" + phases.point() + "' has no write rule");
    } else {
      WriteRule rule = point.get().write().get();
      for (long value : List.of(phases.one(), phases.three())) {
        if (!rule.also().contains(value)) {
          fault("phases", "the write rule of '" + phases.point() + "' does not allow " + value);
        }
      }
    }
    if (phases.one() == phases.three()) {
      fault("phases", "one and three phases have the same value");
    }
    steps("phases.then", "then", phases.then());
  }

  /** A lifebit that writes the set point again would undo a pause by another register alone. */
  private void rewrittenPause() {
    boolean rewrites = map.lifebit().filter(rule -> rule.scheme().rewritesSetPoint()).isPresent();
    List<ControlStep> pause = map.sequences().pause();
    if (rewrites && !pause.isEmpty() && pause.stream().noneMatch(ControlStep::writesLimit)) {
      fault("control.pause", "has to write the limit, because the lifebit writes it again");
    }
  }

  private void pace(LifebitRule rule) {
    OptionalDouble fraction = rule.fraction();
    if (fraction.isPresent()
        && !(fraction.getAsDouble() >= LEAST_FRACTION && fraction.getAsDouble() <= MOST_FRACTION)) {
      fault("lifebit.fraction", "must be " + LEAST_FRACTION + ".." + MOST_FRACTION);
    }
    if (fraction.isPresent() && map.failSafe().timeoutPoint().isEmpty()) {
      fault("lifebit.fraction", "needs fail-safe.timeout-point, which reads the device's time");
    }
    if (rule.shortest().isZero() || rule.shortest().compareTo(rule.period()) > 0) {
      fault("lifebit.shortest", "must be positive and at most the period");
    }
  }

  private void pause(SetPointRule rule) {
    PauseProof paused = rule.paused();
    if (rule.pause().isEmpty()) {
      fault("set-point.paused", "needs set-point.pause, the value that pauses");
    }
    paused
        .point()
        .filter(name -> map.point(name).filter(Point::readable).isEmpty())
        .ifPresent(name -> fault("set-point.paused.point", "no readable point '" + name + "'"));
    if (paused.point().isPresent() != paused.value().isPresent()) {
      fault("set-point.paused", "point and value belong together");
    }
    if (!paused.reads().isEmpty() && map.vehicle().currents().isEmpty()) {
      fault("set-point.paused.reads", "needs vehicle.currents as witnesses");
    }
    for (long code : paused.states()) {
      if (map.point(map.vehicle().point()).flatMap(p -> p.label(code)).isEmpty()) {
        fault(
            "set-point.paused.states", "'" + map.vehicle().point() + "' has no label for " + code);
      }
    }
  }

  private void fault(String path, String message) {
    findings.add(new Finding(path, message));
  }
}

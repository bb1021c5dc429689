package io.ampwire.cli.probe;

import io.ampwire.cli.verify.EvidenceFiles;
import io.ampwire.cli.verify.RegisterReads;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.IdentityRule;
import io.ampwire.map.PhysicsLaw;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.OrderWitness;
import io.ampwire.trust.RegisterText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How well a device matches a map's fingerprint: its identity registers, its state and the points
 * of its physical checks.
 *
 * @param score for the ranking only
 * @param findings explanations, one per line
 */
record MapFit(RegisterMap map, int unit, Verdict verdict, int score, List<String> findings) {

  enum Verdict {
    /** The identity or the physical checks match. */
    FITS,
    /** The device answers at the map's addresses, and no check decides. */
    MAYBE,
    NO
  }

  static MapFit of(RegisterMap map, int unit, Function<ModbusRequest, ModbusResponse> ask) {
    DeviceIdentity.Fit said = said(map, unit, ask);
    if (said == DeviceIdentity.Fit.WRONG) {
      return new MapFit(map, unit, Verdict.NO, 0, List.of("says it is another device"));
    }
    if (said == DeviceIdentity.Fit.UNKNOWN && !stateKnown(map, unit, ask)) {
      return new MapFit(map, unit, Verdict.NO, 0, List.of("its state is not a code of the map"));
    }
    List<Point> fingerprint = fingerprint(map);
    RegisterReads reads = new RegisterReads(ask, map, unit, fingerprint);
    Optional<Capture> sample = reads.sample();
    if (sample.isEmpty()) {
      return new MapFit(map, unit, Verdict.NO, 0, List.of("does not answer"));
    }
    return judged(map, unit, fingerprint, sample.get());
  }

  /** Reads the state first; if its code is unknown, the map costs no further request. */
  private static boolean stateKnown(
      RegisterMap map, int unit, Function<ModbusRequest, ModbusResponse> ask) {
    List<Point> state = map.point(map.vehicle().point()).filter(Point::readable).stream().toList();
    Capture read = new RegisterReads(ask, map, unit, List.of()).few(state);
    // The byte order is not known yet.
    return Arrays.stream(WordOrder.values())
        .anyMatch(order -> state(map, read, order, new ArrayList<>()));
  }

  /** The match of the reference alone. */
  private static DeviceIdentity.Fit said(
      RegisterMap map, int unit, Function<ModbusRequest, ModbusResponse> ask) {
    Optional<Point> reference = map.identity().reference().flatMap(map::point);
    if (reference.isEmpty() || map.identity().families().isEmpty()) {
      return DeviceIdentity.Fit.UNKNOWN;
    }
    Capture said = new RegisterReads(ask, map, unit, List.of()).few(List.of(reference.get()));
    return DeviceIdentity.of(
            map.identity(),
            Set.of(),
            name -> said.read(name, map.point(name).orElseThrow().order()))
        .fit();
  }

  private static MapFit judged(RegisterMap map, int unit, List<Point> fingerprint, Capture sample) {
    List<String> findings = new ArrayList<>();
    DeviceIdentity identity =
        DeviceIdentity.of(
            map.identity(),
            Set.of(),
            name -> sample.read(name, map.point(name).orElseThrow().order()));
    findings.add(
        "it reports: " + EvidenceFiles.said(identity) + ", families " + map.identity().families());
    OrderWitness witness = new OrderWitness(map);
    witness.observe(sample);
    findings.add(order(map, witness));
    boolean known = state(map, sample, witness.order().orElse(map.link().order()), findings);
    long answered =
        fingerprint.stream()
            .filter(p -> !sample.words(sample.position(p.name())).isEmpty())
            .count();
    findings.add(answered + " of " + fingerprint.size() + " points of its fingerprint answer");
    boolean fits =
        identity.fit() == DeviceIdentity.Fit.FITS || identity.fit() == DeviceIdentity.Fit.UNLISTED;
    boolean wrong = identity.fit() == DeviceIdentity.Fit.WRONG || answered == 0;
    boolean physics = witness.order().isPresent() && known;
    int score =
        (fits ? 1000 : 0)
            + (witness.order().isPresent() ? 100 : 0)
            + (known ? 10 : 0)
            + (int) (10 * answered / Math.max(1, fingerprint.size()));
    Verdict verdict = wrong ? Verdict.NO : fits || physics ? Verdict.FITS : Verdict.MAYBE;
    return new MapFit(map, unit, verdict, score, findings);
  }

  private static String order(RegisterMap map, OrderWitness witness) {
    Optional<WordOrder> order = witness.order();
    if (order.isEmpty()) {
      return "physics proves nothing: no single word order fits the readings";
    }
    WordOrder documented = map.link().order();
    return "physics proves "
        + order.get().label()
        + " ("
        + order.get().letters()
        + ") by "
        + String.join(", ", witness.witnesses(order.get(), 1))
        + (order.get() == documented
            ? ", as documented"
            : ", and contradicts the map: " + documented.label());
  }

  /** Whether the map lists the code of the state. */
  private static boolean state(
      RegisterMap map, Capture sample, WordOrder order, List<String> findings) {
    Optional<Point> point = map.point(map.vehicle().point());
    if (point.isEmpty() || point.get().labels().isEmpty()) {
      return true;
    }
    Reading reading = sample.read(point.get().name(), order);
    Optional<String> label =
        reading instanceof Reading.Whole code ? point.get().label(code.value()) : Optional.empty();
    findings.add(
        point.get().name()
            + " reads "
            + RegisterText.value(reading)
            + label.map(text -> ", " + text).orElse(", not a code of the map"));
    return label.isPresent();
  }

  private static List<Point> fingerprint(RegisterMap map) {
    IdentityRule identity = map.identity();
    Set<String> names = new LinkedHashSet<>();
    identity.reference().ifPresent(names::add);
    identity.model().ifPresent(names::add);
    names.addAll(identity.firmware());
    names.add(map.vehicle().point());
    for (PhysicsLaw.PollLaw law : map.laws()) {
      names.addAll(law.operands());
    }
    return names.stream()
        .flatMap(name -> map.point(name).stream())
        .filter(Point::readable)
        .toList();
  }

  void print(PrintWriter out) {
    out.println(
        map.id() + " at unit " + unit + ": " + (verdict == Verdict.FITS ? "fits" : "may fit"));
    findings.forEach(finding -> out.println("  " + finding));
  }
}

package io.ampwire.trust;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far one map is proven, as its records say. Hardware counts only for the commercial reference
 * and firmware it was done on; of two records of the same device the newer one decides.
 */
public final class MapTrust {
  private final RegisterMap map;
  private final List<Judged> records;

  /** A check of a counted record that speaks against the map. */
  public record Contradiction(Evidence evidence, String point, Check check) {}

  MapTrust(RegisterMap map, List<Judged> records) {
    this.map = map;
    this.records = List.copyOf(records);
  }

  public RegisterMap map() {
    return map;
  }

  /** Every record of the map, those that do not count with the reason why. */
  public List<Judged> records() {
    return records;
  }

  /** The devices that counted hardware records are of. */
  public List<Device> devices() {
    return counted(EvidenceKind.HARDWARE).map(Evidence::device).distinct().toList();
  }

  /** What the map has earned at best, on any device. */
  public Rung rung(Axis axis) {
    return devices().stream()
        .map(device -> rung(axis, device))
        .max(Comparator.naturalOrder())
        .orElseGet(() -> rung(axis, Device.UNKNOWN));
  }

  /** What the map has earned for that device: the lowest rung of its required points. */
  public Rung rung(Axis axis, Device device) {
    return required(axis, device).stream()
        .map(point -> rung(point, axis, device))
        .min(Comparator.naturalOrder())
        .orElse(Rung.DOCUMENTED);
  }

  /** What a point has earned for that device. */
  public Rung rung(Point point, Axis axis, Device device) {
    Optional<PointEvidence> hardware = newest(point, device);
    if (hardware.isPresent() && proves(point, axis, hardware.get())) {
      return Rung.HARDWARE;
    }
    boolean carried =
        axis == Axis.READ
            && counted(EvidenceKind.TRANSPORT)
                .flatMap(record -> record.point(point.name()).stream())
                .anyMatch(p -> p.confirms(Aspect.READ) && p.confirms(Aspect.CODING));
    return carried ? Rung.TRANSPORT : Rung.DOCUMENTED;
  }

  /** Required points that hardware was asked for and that did not turn green. */
  public List<String> failing(Axis axis, Device device) {
    return required(axis, device).stream()
        .filter(point -> rung(point, axis, device) != Rung.HARDWARE)
        .map(Point::name)
        .toList();
  }

  /** What counted records, of whatever kind, hold against the map. */
  public List<Contradiction> contradictions() {
    List<Contradiction> found = new ArrayList<>();
    records.stream()
        .filter(Judged::counted)
        .map(Judged::evidence)
        .forEach(
            record ->
                record
                    .points()
                    .forEach(
                        point ->
                            point
                                .contradictions()
                                .forEach(
                                    check ->
                                        found.add(
                                            new Contradiction(record, point.point(), check)))));
    return found;
  }

  /** The points whose rung decides the map's. */
  private List<Point> required(Axis axis, Device device) {
    return map.points().stream()
        .filter(Point::core)
        .filter(point -> point.firmware().contains(device.firmware().orElse("")))
        .filter(point -> concerns(axis, point))
        .toList();
  }

  private boolean concerns(Axis axis, Point point) {
    return switch (axis) {
      case READ -> point.readable();
      case WRITE -> map.setPoint().filter(rule -> rule.point().equals(point.name())).isPresent();
      case FAILSAFE -> map.lifebit().filter(rule -> rule.point().equals(point.name())).isPresent();
    };
  }

  private boolean proves(Point point, Axis axis, PointEvidence evidence) {
    return switch (axis) {
      case READ ->
          evidence.contradictions().isEmpty()
              && Needs.of(map, point).stream().allMatch(evidence::confirms);
      case WRITE -> evidence.confirms(Aspect.WRITE);
      case FAILSAFE -> evidence.confirms(Aspect.FALLBACK);
    };
  }

  private Optional<PointEvidence> newest(Point point, Device device) {
    return counted(EvidenceKind.HARDWARE)
        .filter(record -> device.known() && record.device().equals(device))
        .filter(record -> record.point(point.name()).isPresent())
        .max(Comparator.comparing(Evidence::time))
        .flatMap(record -> record.point(point.name()));
  }

  private Stream<Evidence> counted(EvidenceKind kind) {
    return records.stream()
        .filter(Judged::counted)
        .map(Judged::evidence)
        .filter(record -> record.kind() == kind);
  }
}

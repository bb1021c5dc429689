package io.ampwire.trust;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rungs of one map, computed from its evidence records. Hardware evidence counts only for the
 * commercial reference and firmware of its device. Of two records of the same device, the newer one
 * decides.
 */
public final class MapTrust {
  private final RegisterMap map;
  private final boolean checked;
  private final List<JudgedEvidence> records;
  private final List<Contradiction> contradictions;

  /** Points with transport evidence, computed once because every charger's document needs them. */
  private final Set<String> carried;

  /** Records that count and mention a point. */
  private final Map<String, List<JudgedEvidence>> mentions;

  /** Rungs of the device that was asked for last: chargers of one kind follow each other. */
  private volatile Optional<Rungs> latest = Optional.empty();

  /**
   * Rungs for one device.
   *
   * @param ofMap by axis
   * @param ofPoints by axis and name
   */
  private record Rungs(
      DeviceVersion device, Map<Axis, Rung> ofMap, Map<Axis, Map<String, Rung>> ofPoints) {}

  /** Check of a counted record that contradicts the map. */
  public record Contradiction(JudgedEvidence record, String point, Check check) {
    public Evidence evidence() {
      return record.evidence();
    }
  }

  MapTrust(RegisterMap map, List<JudgedEvidence> records, boolean checked) {
    this.map = map;
    this.checked = checked;
    this.records = List.copyOf(records);
    this.contradictions = against(records);
    this.carried =
        counted(EvidenceKind.TRANSPORT)
            .flatMap(judged -> judged.points().stream())
            .filter(p -> p.confirms(Aspect.READ) && p.confirms(Aspect.CODING))
            .map(PointEvidence::point)
            .collect(Collectors.toUnmodifiableSet());
    this.mentions =
        map.points().stream()
            .map(Point::name)
            .collect(Collectors.toUnmodifiableMap(name -> name, this::mentioning, (a, b) -> a));
  }

  private List<JudgedEvidence> mentioning(String point) {
    return records.stream().filter(judged -> judged.point(point).isPresent()).toList();
  }

  public RegisterMap map() {
    return map;
  }

  /**
   * Whether the build checks the decoding of this map with words of an independent source. A map
   * without such words is unchecked: it rests only on its author's reading of a document.
   */
  public boolean checked() {
    return checked;
  }

  /** Every record of the map; records that do not count carry the reason. */
  public List<JudgedEvidence> records() {
    return records;
  }

  /** Devices with hardware records that count. */
  public List<DeviceVersion> devices() {
    return counted(EvidenceKind.HARDWARE)
        .map(judged -> judged.evidence().device())
        .distinct()
        .toList();
  }

  /** Highest rung of the map on any device. */
  public Rung rung(Axis axis) {
    return devices().stream()
        .map(device -> rung(axis, device))
        .max(Comparator.naturalOrder())
        .orElseGet(() -> rung(axis, DeviceVersion.UNKNOWN));
  }

  /** Rung of the map for that device: the lowest rung of its required points. */
  public Rung rung(Axis axis, DeviceVersion device) {
    return rungs(device).ofMap().get(axis);
  }

  /** Rung of a point for that device. */
  public Rung rung(Point point, Axis axis, DeviceVersion device) {
    Rung known = rungs(device).ofPoints().get(axis).get(point.name());
    return known == null ? judge(point, axis, hardware(device)) : known;
  }

  private Rungs rungs(DeviceVersion device) {
    Optional<Rungs> known = latest;
    if (known.isPresent() && known.get().device().equals(device)) {
      return known.get();
    }
    List<JudgedEvidence> hardware = hardware(device);
    Map<Axis, Rung> ofMap = new EnumMap<>(Axis.class);
    Map<Axis, Map<String, Rung>> ofPoints = new EnumMap<>(Axis.class);
    for (Axis axis : Axis.values()) {
      Map<String, Rung> points = new HashMap<>();
      map.points().forEach(point -> points.put(point.name(), judge(point, axis, hardware)));
      ofPoints.put(axis, points);
      ofMap.put(
          axis,
          required(axis, device).stream()
              .map(point -> points.get(point.name()))
              .min(Comparator.naturalOrder())
              .orElse(Rung.DOCUMENTED));
    }
    Rungs judged = new Rungs(device, ofMap, ofPoints);
    latest = Optional.of(judged);
    return judged;
  }

  private Rung judge(Point point, Axis axis, List<JudgedEvidence> hardware) {
    Optional<PointEvidence> newest = newest(point, hardware);
    if (newest.isPresent() && proves(point, axis, newest.get())) {
      return Rung.HARDWARE;
    }
    return axis == Axis.READ && carried.contains(point.name()) ? Rung.TRANSPORT : Rung.DOCUMENTED;
  }

  /** Required points that were tested on hardware and did not become green. */
  public List<String> failing(Axis axis, DeviceVersion device) {
    return required(axis, device).stream()
        .filter(point -> rung(point, axis, device) != Rung.HARDWARE)
        .map(Point::name)
        .toList();
  }

  /** Contradictions of the map in records that count, of any kind. */
  public List<Contradiction> contradictions() {
    return contradictions;
  }

  /** Records that count and mention the point. */
  public List<JudgedEvidence> mentions(String point) {
    return mentions.getOrDefault(point, List.of());
  }

  /** Word order in which real devices sent the point. */
  public Optional<ObservedOrder> shownOrder(Point point) {
    return ObservedOrder.of(records, point);
  }

  private static List<Contradiction> against(List<JudgedEvidence> records) {
    List<Contradiction> found = new ArrayList<>();
    for (JudgedEvidence judged : records.stream().filter(JudgedEvidence::counted).toList()) {
      for (PointEvidence point : judged.points()) {
        point.contradictions().forEach(c -> found.add(new Contradiction(judged, point.point(), c)));
      }
    }
    return List.copyOf(found);
  }

  /** Points whose rung decides the map's. */
  private List<Point> required(Axis axis, DeviceVersion device) {
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
              && ProofNeeds.of(map, point).stream().allMatch(evidence::confirms);
      case WRITE -> evidence.confirms(Aspect.WRITE);
      case FAILSAFE -> evidence.confirms(Aspect.FALLBACK);
    };
  }

  /** Hardware records of that device that count. */
  private List<JudgedEvidence> hardware(DeviceVersion device) {
    return counted(EvidenceKind.HARDWARE)
        .filter(judged -> device.known() && judged.evidence().device().equals(device))
        .toList();
  }

  private static Optional<PointEvidence> newest(Point point, List<JudgedEvidence> hardware) {
    if (hardware.isEmpty()) {
      return Optional.empty();
    }
    return hardware.stream()
        .filter(judged -> judged.point(point.name()).isPresent())
        .max(Comparator.comparing(judged -> judged.evidence().time()))
        .flatMap(judged -> judged.point(point.name()));
  }

  private Stream<JudgedEvidence> counted(EvidenceKind kind) {
    return records.stream()
        .filter(JudgedEvidence::counted)
        .filter(judged -> judged.evidence().kind() == kind);
  }
}

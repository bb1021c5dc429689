package io.ampwire.map;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Digest of everything that evidence about one point rests on. It covers the point's own meaning
 * and the link settings that it inherits. It covers the physical relations that prove its order and
 * scale, with all registers in them, and the rules of the roles that the point has. Labels, titles
 * and ranges of other points do not count, so that a new label invalidates no other evidence.
 */
public final class PointDigest {
  private PointDigest() {}

  /** SHA-256 in hex. */
  public static String of(RegisterMap map, Point point) {
    CanonicalForm form = new CanonicalForm("point");
    form.constant(map.link().order());
    wire(form, map, point);
    meaning(form, point);
    physics(form, map, point);
    roles(form, map, point);
    return form.digest();
  }

  /** Adds how the registers encode the number. */
  private static void wire(CanonicalForm form, RegisterMap map, Point point) {
    form.text(point.name())
        .number(point.address())
        .number(point.registers())
        .constant(point.type())
        .constant(point.order())
        .decimal(point.scale())
        .text(point.unit())
        .number(point.readFunction())
        .number(point.unitId().orElse(map.link().unit()));
    coding(form, point.coding());
    form.numbers(point.notAvailable()).codes(point.sentinels());
    point
        .coding()
        .scalePoint()
        .flatMap(map::point)
        .ifPresent(
            scale -> {
              form.text("scale-point");
              wire(form, map, scale);
            });
  }

  /** Adds the meaning of the number and the values that may be written. */
  static void meaning(CanonicalForm form, Point point) {
    form.constant(point.access())
        .number(point.writeFunction())
        .optional(point.firmware().from())
        .optional(point.firmware().below())
        .flag(point.bitfield())
        .codes(labels(point))
        .optional(point.plausible().orElse(null));
    write(form, point.write());
  }

  static void coding(CanonicalForm form, Coding coding) {
    form.size(coding.bits().isPresent() ? 1 : 0);
    coding.bits().ifPresent(bits -> form.number(bits.from()).number(bits.count()));
    form.size(coding.texts().size());
    coding.texts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> form.text(entry.getKey()).number(entry.getValue()));
  }

  private static void write(CanonicalForm form, Optional<WriteRule> write) {
    form.size(write.isPresent() ? 1 : 0);
    write.ifPresent(
        rule -> {
          form.optional(rule.range().orElse(null))
              .numbers(rule.also())
              .flag(rule.capped())
              .constant(rule.readback())
              .number(rule.settle().toMillis())
              .flag(rule.nonVolatile());
          rule.step().ifPresent(step -> form.text("step").decimal(step.toDouble()));
        });
  }

  private static Map<Long, String> labels(Point point) {
    Map<Long, String> labels = new HashMap<>();
    point.labels().forEach(label -> labels.put(label.code(), label.text()));
    return labels;
  }

  /**
   * Relations of the point, and those connected to them by a shared scale. A proof of one relation
   * rests on the registers of all.
   */
  private static void physics(CanonicalForm form, RegisterMap map, Point point) {
    Set<String> reached = new LinkedHashSet<>(List.of(point.name()));
    List<PhysicsLaw> connected = new ArrayList<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (PhysicsLaw relation : map.physics()) {
        List<String> operands = relation.operands();
        if (!connected.contains(relation) && operands.stream().anyMatch(reached::contains)) {
          connected.add(relation);
          reached.addAll(operands);
          grew = true;
        }
      }
    }
    List<PhysicsLaw> ordered = map.physics().stream().filter(connected::contains).toList();
    form.size(ordered.size());
    ordered.forEach(relation -> relation.write(form));
    reached.remove(point.name());
    form.size(reached.size());
    new TreeSet<>(reached)
        .forEach(name -> map.point(name).ifPresent(other -> wire(form, map, other)));
  }

  private static void roles(CanonicalForm form, RegisterMap map, Point point) {
    Optional<SetPointRule> limit = map.setPoint().filter(rule -> rule.point().equals(point.name()));
    form.size(limit.isPresent() ? 1 : 0);
    limit.ifPresent(
        rule -> {
          form.optional(rule.pause());
          rule.paused().write(form);
          map.sequences().write(form);
        });
    Optional<LifebitRule> lifebit = map.lifebit().filter(rule -> rule.point().equals(point.name()));
    form.size(lifebit.isPresent() ? 1 : 0);
    lifebit.ifPresent(
        rule -> {
          rule.write(form);
          map.failSafe().write(form);
          map.failSafe().points().stream()
              .flatMap(name -> map.point(name).stream())
              .forEach(other -> wire(form, map, other));
        });
  }
}

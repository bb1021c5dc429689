package io.ampwire.map;

import java.util.List;

/**
 * Digest of the meaning of a whole map, for people and programs that compare maps. Titles, sources
 * and licences do not count. Evidence uses {@link PointDigest} instead.
 */
public final class MapDigest {
  private MapDigest() {}

  /** SHA-256 in hex. */
  public static String of(RegisterMap map) {
    CanonicalForm form = new CanonicalForm("map");
    form.text(map.id());
    link(form, map.link());
    IdentityRule identity = map.identity();
    form.optional(identity.reference())
        .optional(identity.model())
        .texts(identity.firmware())
        .texts(identity.families());
    form.size(map.lifebit().isPresent() ? 1 : 0);
    map.lifebit().ifPresent(rule -> rule.write(form));
    map.failSafe().write(form);
    form.size(map.setPoint().isPresent() ? 1 : 0);
    map.setPoint().ifPresent(rule -> form.text(rule.point()).optional(rule.pause()));
    map.setPoint().ifPresent(rule -> rule.paused().write(form));
    map.sequences().write(form);
    map.phases().ifPresent(phases -> phases.write(form));
    vehicle(form, map.vehicle());
    form.size(map.points().size());
    for (Point point : map.points()) {
      form.flag(point.core()).text(point.cadence().label()).text(PointDigest.of(map, point));
      if (point.scope() == PointScope.DEVICE) {
        form.constant(point.scope());
      }
    }
    return form.digest();
  }

  private static void link(CanonicalForm form, LinkSettings link) {
    form.number(link.port())
        .number(link.unit())
        .constant(link.order())
        .number(link.readFunction())
        .number(link.writeFunction())
        .number(link.maxRegisters())
        .flag(link.blockReads())
        .number(link.spacing().toMillis());
    if (!link.writeSpacing().isZero()) {
      form.text("write-spacing").number(link.writeSpacing().toMillis());
    }
    if (link.provesBytes()) {
      form.text("byte-order").text("prove");
    }
    form.size(link.windows().size());
    link.windows().forEach(w -> form.number(w.from()).number(w.to()).number(w.gap()));
    if (!link.connectors().equals(Connectors.ONE)) {
      form.text("connectors").number(link.connectors().count()).number(link.connectors().stride());
      form.size(link.connectors().units().size());
      link.connectors().units().forEach(form::number);
    }
  }

  private static void vehicle(CanonicalForm form, Vehicle vehicle) {
    form.text(vehicle.point());
    List.of(
            vehicle.absent(),
            vehicle.unauthorised(),
            vehicle.ready(),
            vehicle.charging(),
            vehicle.fault())
        .forEach(form::numbers);
    form.texts(vehicle.currents());
    vehicle
        .presence()
        .ifPresent(
            presence ->
                form.text("presence")
                    .text(presence.point())
                    .numbers(presence.absent())
                    .numbers(presence.present()));
  }
}

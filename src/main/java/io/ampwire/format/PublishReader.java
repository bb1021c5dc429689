package io.ampwire.format;

import io.ampwire.map.RegisterMap;
import io.ampwire.telemetry.ReportPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reader of the inventory's {@code publish} section: which of a charger's data is published and how
 * often.
 */
final class PublishReader {
  private PublishReader() {}

  static ReportPolicy publish(Settings of, Optional<RegisterMap> map) {
    of.own().only("every", "deadband", "heartbeat", "points", "tags");
    Map<String, Double> deadband = new HashMap<>();
    of.at("deadband")
        .fields()
        .forEach(
            (name, node) -> {
              double width = Scalars.number(node, 0);
              if (width < 0) {
                node.fault("must not be negative");
              }
              if (map.isPresent() && !numeric(map.get(), name)) {
                node.fault("map '" + map.get().id() + "' has no number '" + name + "'");
              }
              deadband.put(name, width);
            });
    return new ReportPolicy(
        ChargerReader.within(
            of.at("every"), ReportPolicy.DEFAULT.every(), Duration.ZERO, ChargerReader.DAY),
        deadband,
        ChargerReader.within(
            of.at("heartbeat"),
            ReportPolicy.DEFAULT.heartbeat(),
            ChargerReader.MILLI,
            ChargerReader.DAY),
        Scalars.flag(of.at("points"), ReportPolicy.DEFAULT.points()),
        Scalars.flag(of.at("tags"), ReportPolicy.DEFAULT.tags()));
  }

  private static boolean numeric(RegisterMap map, String name) {
    return map.point(name).filter(point -> !point.type().isText()).isPresent();
  }
}

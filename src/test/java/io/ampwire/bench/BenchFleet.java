package io.ampwire.bench;

import java.io.IOException;
import java.util.List;

/** The parts of a measurement that know how the cheap fleet is laid out. */
public final class BenchFleet {
  private static final List<String> OPTIONS = List.of("-Xmx256m");
  private static final String CLASSES = "target/test-classes";

  private BenchFleet() {}

  /** So many chargers in a process of their own. */
  public static Worker start(int chargers, int port) {
    return new Worker(
        OPTIONS,
        CheapFleet.class.getName(),
        CLASSES,
        Integer.toString(chargers),
        Integer.toString(port));
  }

  /** A subscriber in a process of its own. */
  public static Worker count(int brokerPort, String filter) {
    return new Worker(
        OPTIONS, StateCounter.class.getName(), CLASSES, Integer.toString(brokerPort), filter);
  }

  /** The least that can be done for the fleet, in a process of its own. */
  public static Worker floor(int chargers, int port, int brokerPort, String... options) {
    return new Worker(
        List.of(options),
        Floor.class.getName(),
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        Integer.toString(chargers),
        Integer.toString(port),
        Integer.toString(brokerPort));
  }

  /** The inventory of the fleet. */
  public static String inventory(int chargers, int port) {
    StringBuilder yaml = new StringBuilder("chargers:\n");
    for (int i = 0; i < chargers; i++) {
      yaml.append("  - {id: ")
          .append(id(i))
          .append(", host: ")
          .append(CheapFleet.host(i))
          .append(", port: ")
          .append(port)
          .append(", max-current: 32}\n");
    }
    return yaml.toString();
  }

  /** Asks for a standing limit of every charger. */
  public static void takeControl(int brokerPort, int chargers) throws IOException {
    try (MqttWire wire = new MqttWire(brokerPort, "bench-commander")) {
      for (int i = 0; i < chargers; i++) {
        wire.publish("ampwire/bridge/" + id(i) + "/cmd/set_point", "16");
      }
      wire.flush();
    }
  }

  private static String id(int index) {
    return "c%05d".formatted(index);
  }
}

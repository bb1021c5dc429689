package io.ampwire.homeassistant;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Home Assistant's device class and spelling for a unit of a map.
 *
 * @param deviceClass empty where it has none for the unit
 * @param unit as Home Assistant spells it; it refuses kVAR
 * @param digits shown after the decimal point
 * @param factor of the unit before 2025.10, 1 where nothing changed
 * @param older unit before 2025.10
 */
record Quantity(String deviceClass, String unit, OptionalInt digits, int factor, String older) {
  private static final Map<String, Quantity> KNOWN =
      Map.ofEntries(
          known("A", "current", "A", 1),
          known("mA", "current", "mA", 0),
          known("V", "voltage", "V", 1),
          known("W", "power", "W", 0),
          known("kW", "power", "kW", 2),
          changed("kVAR", "reactive_power", "kvar", "var"),
          changed("kvar", "reactive_power", "kvar", "var"),
          changed("kVA", "apparent_power", "kVA", "VA"),
          known("var", "reactive_power", "var", 0),
          known("VA", "apparent_power", "VA", 0),
          known("Hz", "frequency", "Hz", 2),
          known("Wh", "energy", "Wh", 0),
          known("kWh", "energy", "kWh", 2),
          known("s", "duration", "s", 0),
          known("min", "duration", "min", 0),
          known("h", "duration", "h", 1),
          known("°C", "temperature", "°C", 1));

  /** The quantity of a non-empty unit. */
  static Quantity of(String unit) {
    Quantity known = KNOWN.get(unit);
    return known != null ? known : new Quantity("", unit, OptionalInt.empty(), 1, unit);
  }

  private static Map.Entry<String, Quantity> known(
      String unit, String deviceClass, String spelled, int digits) {
    return Map.entry(unit, new Quantity(deviceClass, spelled, OptionalInt.of(digits), 1, spelled));
  }

  private static Map.Entry<String, Quantity> changed(
      String unit, String deviceClass, String spelled, String older) {
    return Map.entry(unit, new Quantity(deviceClass, spelled, OptionalInt.of(2), 1000, older));
  }
}

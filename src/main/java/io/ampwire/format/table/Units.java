package io.ampwire.format.table;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Units that a register table may name. Any other text is not a unit, so that a list of codes or a
 * remark under the heading {@code Unit} is never published as one.
 */
final class Units {
  /**
   * Unit.
   *
   * @param symbol symbol in a map
   * @param base the unit without its prefix
   * @param inBase value of one in the base unit
   * @param factor value of the table's word in units of the symbol, 10 for deka-watt-seconds
   */
  record Known(String symbol, String base, double inBase, double factor) {}

  private static final Map<String, Known> SYMBOLS = new HashMap<>();
  private static final Map<String, Known> WORDS = new HashMap<>();
  private static final Map<String, Known> ANY_CASE = new HashMap<>();

  static {
    prefixed("A", "A mA:0.001 kA:1000");
    prefixed("V", "V mV:0.001 kV:1000");
    prefixed("W", "W mW:0.001 kW:1000 MW:1000000");
    prefixed("VA", "VA kVA:1000");
    prefixed("var", "var VAr VAR Var kvar:1000 kVAr:1000 kVAR:1000 kVar:1000");
    prefixed("Wh", "Wh kWh:1000 MWh:1000000");
    prefixed("Ws", "Ws kWs:1000");
    prefixed("VAh", "VAh kVAh:1000");
    prefixed("varh", "varh VArh VARh kvarh:1000 kVArh:1000 kVARh:1000");
    prefixed("Hz", "Hz mHz:0.001 kHz:1000");
    prefixed("s", "s ms:0.001 µs:0.000001 min:60 h:3600 d:86400");
    prefixed("%", "%");
    prefixed("°C", "°C");
    prefixed("°F", "°F");
    prefixed("K", "K");
    prefixed("°", "°");
    prefixed("Ah", "Ah mAh:0.001");
    prefixed("ohm", "ohm Ω kΩ:1000 kohm:1000 mΩ:0.001");
    prefixed("dBm", "dBm");
    words("A", "ampere amperes amp amps arms a_ac a_rms");
    words("V", "volt volts vrms vac vdc v_ac v_dc v_rms");
    words("mA", "milliampere milliamperes milliamp milliamps");
    words("mV", "millivolt millivolts");
    words("W", "watt watts");
    words("kW", "kilowatt kilowatts");
    words("VA", "voltampere");
    words(
        "Wh",
        "watthour watthours watt_hour watt_hours watt-hour watt-hours wattstunde wattstunden");
    words(
        "kWh",
        "kilowatthour kilowatthours kilowatt_hour kilowatt_hours kilowatt-hour kilowatt-hours"
            + " kilowattstunde kilowattstunden");
    words("Ws", "wattsecond wattseconds watt-second watt-seconds wattsekunde wattsekunden");
    words("Hz", "hertz herz");
    words("s", "second seconds sec secs sekunde sekunden sek seconde secondes segundo segundos");
    words("ms", "millisecond milliseconds millisekunde millisekunden msec");
    words("min", "minute minutes minuten minuto minutos");
    words("h", "hour hours hr hrs stunde stunden");
    words("d", "day days tag tage");
    words("%", "percent percentage prozent");
    words(
        "°C",
        "degc deg_c celsius degree_celsius degrees_celsius degrees_c degree_c oc grad_celsius ℃ º_c ºc °_c");
    words("ohm", "ohms");
    deka("deka-watt-seconds deka-watt-sekunden dekawattseconds dekawattsekunden");
  }

  private static final Pattern SPACES = Pattern.compile("[\\s]+");

  /** Longest text that is looked up. */
  private static final int LONGEST = 40;

  private Units() {}

  private static void prefixed(String base, String symbols) {
    for (String symbol : symbols.split(" ")) {
      String[] parts = symbol.split(":");
      double times = parts.length > 1 ? Double.parseDouble(parts[1]) : 1;
      Known known = new Known(parts[0], base, times, 1);
      SYMBOLS.put(parts[0], known);
      ANY_CASE.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), known);
    }
  }

  private static void words(String symbol, String words) {
    for (String word : words.split(" ")) {
      WORDS.put(word.replace('_', ' '), SYMBOLS.get(symbol));
    }
  }

  private static void deka(String words) {
    Known unit = SYMBOLS.get("Ws");
    for (String word : words.split(" ")) {
      WORDS.put(word, new Known(unit.symbol(), unit.base(), unit.inBase(), 10));
    }
  }

  /** Whether a text is a symbol in its own case or a word for a unit. */
  static boolean isSpelled(String text) {
    return SYMBOLS.containsKey(text) || WORDS.containsKey(text.toLowerCase(Locale.ROOT));
  }

  /**
   * Unit of a text. The case of a symbol matters where it separates milli from mega; words and
   * other symbols may have any case.
   */
  static Optional<Known> of(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = SPACES.matcher(text.strip().replace('μ', 'µ')).replaceAll(" ");
    Known exact = SYMBOLS.get(plain);
    if (exact != null) {
      return Optional.of(exact);
    }
    String lower = plain.toLowerCase(Locale.ROOT);
    Known word = WORDS.get(lower);
    if (word != null || plain.length() < 2 || lower.startsWith("m")) {
      return Optional.ofNullable(word);
    }
    return Optional.ofNullable(ANY_CASE.get(lower));
  }
}

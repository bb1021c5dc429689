package io.ampwire.session;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * Charging session: the stay of one car at a charger, from its arrival to its departure.
 *
 * @param id unique for the bridge; the same in every document about the session
 * @param maxPower highest power of a poll, kW
 * @param stopCause what the charger names as the reason of the last stop; empty while the session
 *     lasts, and where the map has no such point
 * @param complete whether the bridge saw the beginning and the end
 */
public record ChargingSession(
    String id,
    Times times,
    Energy energy,
    OptionalDouble maxPower,
    Optional<StopCause> stopCause,
    boolean complete) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /**
   * Times of a session. Time stamps are of the wall clock, ms; durations are monotonic within a run
   * of the bridge.
   *
   * @param chargingStarted when the car first charged
   * @param ended when the car left, empty while it is there
   * @param duration from the arrival to the departure, or until now
   * @param charging total time in which the car charged
   */
  public record Times(
      long started,
      OptionalLong chargingStarted,
      OptionalLong ended,
      Duration duration,
      Duration charging) {}

  /**
   * Energy of a session, Wh.
   *
   * @param from where the energy comes from; empty if the charger reports nothing about energy
   * @param meterStart lifetime counter at the beginning
   * @param meterEnd lifetime counter at the end, or now
   */
  public record Energy(
      OptionalDouble total,
      Optional<Source> from,
      OptionalDouble meterStart,
      OptionalDouble meterEnd) {}

  /** Source of a session's energy, best first. */
  public enum Source {
    /** Difference of the lifetime counter. */
    COUNTER,
    /** The charger's own counter of the session. */
    SESSION_COUNTER,
    /** Power over time. */
    INTEGRATED;

    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reason of a stop.
   *
   * @param label text of the code; {@code unknown_117} for a code without text
   */
  public record StopCause(long code, String label) {}

  /** Whether the car left. */
  public boolean over() {
    return times.ended().isPresent();
  }

  /**
   * Keys and values as every document shows them, in order: texts, whole numbers, decimals,
   * booleans, and null for what is unknown.
   */
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", id);
    time(fields, "started", OptionalLong.of(times.started()));
    time(fields, "charging_started", times.chargingStarted());
    time(fields, "ended", times.ended());
    fields.put("energy", kilo(energy.total()));
    fields.put("energy_from", energy.from().map(Source::label).orElse(null));
    fields.put("meter_start", kilo(energy.meterStart()));
    fields.put("meter_end", kilo(energy.meterEnd()));
    fields.put("duration_s", times.duration().toSeconds());
    fields.put("charging_s", times.charging().toSeconds());
    fields.put("max_power", maxPower.isPresent() ? rounded(maxPower.getAsDouble()) : null);
    fields.put("stop_cause", stopCause.map(StopCause::code).orElse(null));
    fields.put("stop_cause_label", stopCause.map(StopCause::label).orElse(null));
    fields.put("complete", complete);
    return fields;
  }

  private static void time(Map<String, Object> fields, String key, OptionalLong millis) {
    fields.put(key, millis.isPresent() ? millis.getAsLong() : null);
    fields.put(
        key + "_time",
        millis.isPresent() ? TIME.format(Instant.ofEpochMilli(millis.getAsLong())) : null);
  }

  /** Wh as kWh, to the Wh. */
  private static Double kilo(OptionalDouble wattHours) {
    return wattHours.isPresent() ? rounded(wattHours.getAsDouble() / 1000) : null;
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}

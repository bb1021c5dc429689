package io.ampwire.http;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parameters of requests for history, each with its bound and the remedy in its refusal. */
final class HistoryQuery {
  static final int MOST_ROWS = 12_000;
  static final int SESSIONS = 1_000;
  static final int MOST_SESSIONS = 10_000;
  static final MediaType CSV = new MediaType("text", "csv", "utf-8");

  private static final long MINUTE = 60_000;
  private static final long DAY = 24 * 60 * MINUTE;
  private static final int SHOWN_ROWS = 1_500;
  private static final int[] STEPS = {1, 5, 15, 60, 24 * 60};
  private static final Pattern MILLIS = Pattern.compile("[0-9]{1,15}");
  private static final Pattern STEP = Pattern.compile("([1-9][0-9]{0,4})([mhd])");
  private static final String EXAMPLES = "like 2026-11-22T19:00:00Z, 2026-11-22, or ms since 1970";

  private HistoryQuery() {}

  /**
   * The range of a request.
   *
   * @param days length of the range where the caller names no beginning
   */
  static HistoryViews.Range range(String from, String to, long now, int days) {
    long end = to == null ? now : time("to", to);
    long begin = from == null ? end - days * DAY : time("from", from);
    if (begin >= end) {
      throw new BadRequestException("from: must be earlier than to");
    }
    return new HistoryViews.Range(begin, end);
  }

  private static long time(String key, String given) {
    try {
      if (MILLIS.matcher(given).matches()) {
        return Long.parseLong(given);
      }
      Instant at =
          given.length() == "2026-11-22".length()
              ? LocalDate.parse(given).atStartOfDay().toInstant(ZoneOffset.UTC)
              : OffsetDateTime.parse(given).toInstant();
      long millis = at.toEpochMilli();
      if (millis >= 0 && MILLIS.matcher(Long.toString(millis)).matches()) {
        return millis;
      }
    } catch (DateTimeException | ArithmeticException unreadable) {
      // Refused below.
    }
    throw new BadRequestException(
        key + ": must be a time " + EXAMPLES + ", not '" + Quoted.text(given) + "'");
  }

  /** The whole minutes of a range, at least one. */
  static HistoryViews.Range whole(HistoryViews.Range range) {
    long from = (range.from() + MINUTE - 1) / MINUTE * MINUTE;
    long to = (range.to() + MINUTE - 1) / MINUTE * MINUTE;
    return new HistoryViews.Range(Math.min(from, to - MINUTE), to);
  }

  /** Minutes of a step: as the caller says, or the smallest that gives a chart's worth of rows. */
  static int step(String given, HistoryViews.Range range) {
    long minutes = (range.to() - range.from()) / MINUTE;
    if (given == null) {
      for (int step : STEPS) {
        if (minutes <= (long) step * SHOWN_ROWS) {
          return step;
        }
      }
    }
    int step = given == null ? STEPS[STEPS.length - 1] : step(given);
    if ((minutes + step - 1) / step > MOST_ROWS) {
      throw new BadRequestException(
          "step: at most %d rows, but this range has %d steps; choose a larger step"
              .formatted(MOST_ROWS, (minutes + step - 1) / step));
    }
    return step;
  }

  private static int step(String given) {
    Matcher matched = STEP.matcher(given);
    if (matched.matches()) {
      long unit =
          switch (matched.group(2)) {
            case "m" -> 1;
            case "h" -> 60;
            default -> 24 * 60;
          };
      long minutes = Long.parseLong(matched.group(1)) * unit;
      if (minutes <= 24 * 60) {
        return (int) minutes;
      }
    }
    throw new BadRequestException(
        "step: must be 1m to 1d, like 15m or 1h, not '" + Quoted.text(given) + "'");
  }

  static int limit(String given) {
    if (given == null) {
      return SESSIONS;
    }
    if (!given.matches("[1-9][0-9]{0,4}") || Integer.parseInt(given) > MOST_SESSIONS) {
      throw new BadRequestException(
          "limit: must be 1.." + MOST_SESSIONS + ", not '" + Quoted.text(given) + "'");
    }
    return Integer.parseInt(given);
  }

  /** Whether the caller wants CSV: by the parameter, or else by the first type that it accepts. */
  static boolean csv(String format, HttpHeaders headers) {
    if (format != null) {
      if (!format.equals("csv") && !format.equals("json")) {
        throw new BadRequestException(
            "format: must be json or csv, not '" + Quoted.text(format) + "'");
      }
      return format.equals("csv");
    }
    MediaType first = headers.getAcceptableMediaTypes().get(0);
    return !first.isWildcardType() && first.getType().equals("text") && first.isCompatible(CSV);
  }
}

package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writable values, such as {@code 0, 6..32 A}.
 *
 * @param also single values besides the range
 */
record WriteLimits(long min, long max, List<Long> also) {
  private static final Pattern UNIT = Pattern.compile("\\s?[A-Za-z%°]{1,4}$");
  private static final Pattern SEPARATOR =
      Pattern.compile("\\s?[,;]\\s?|\\s(?:or|oder|ou|und|and)\\s");
  private static final Pattern SPAN =
      Pattern.compile(
          "(-?[0-9]{1,9}) ?[A-Za-z%°]{0,2} ?(?:\\.\\.+|…|-|–|—|~|to|bis|à|a) ?(-?[0-9]{1,9})");
  private static final Pattern SINGLE = Pattern.compile("-?[0-9]{1,9}");

  static Optional<WriteLimits> of(String cell) {
    String plain = UNIT.matcher(cell).replaceFirst("").strip();
    WriteLimits span = null;
    List<Long> also = new ArrayList<>();
    for (String part : SEPARATOR.split(plain)) {
      Matcher matcher = SPAN.matcher(part.strip());
      if (matcher.matches() && span == null) {
        span =
            new WriteLimits(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), List.of());
      } else if (SINGLE.matcher(part.strip()).matches()) {
        also.add(Long.parseLong(part.strip()));
      } else {
        return Optional.empty();
      }
    }
    return span == null || span.min > span.max
        ? Optional.empty()
        : Optional.of(new WriteLimits(span.min, span.max, also));
  }

  /** The same limits with every value multiplied; empty if a result is not whole. */
  Optional<WriteLimits> times(double factor) {
    List<Long> scaled = new ArrayList<>();
    for (Long value : also) {
      scaled.add(Math.round(value * factor));
    }
    WriteLimits other = new WriteLimits(Math.round(min * factor), Math.round(max * factor), scaled);
    boolean whole = whole(min * factor) && whole(max * factor);
    return whole && also.stream().allMatch(value -> whole(value * factor))
        ? Optional.of(other)
        : Optional.empty();
  }

  private static boolean whole(double value) {
    return Math.abs(value - Math.rint(value)) < 1e-6;
  }
}

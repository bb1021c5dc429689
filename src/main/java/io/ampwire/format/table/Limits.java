package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values that may be written, such as {@code 0, 6..32 A}.
 *
 * @param also single values besides the span
 */
record Limits(long min, long max, List<Long> also) {
  private static final Pattern SPAN =
      Pattern.compile("(-?[0-9]{1,9})\\s*(?:\\.\\.+|…|-|–|—|~|to|bis|à|a)\\s*(-?[0-9]{1,9})");
  private static final Pattern SINGLE = Pattern.compile("-?[0-9]{1,9}");

  static Optional<Limits> of(String cell) {
    String plain = cell.replaceAll("\\s*[A-Za-z%°]{1,4}$", "").strip();
    Limits span = null;
    List<Long> also = new ArrayList<>();
    for (String part : plain.split("\\s*[,;]\\s*|\\s+(?:or|oder|ou|und|and)\\s+")) {
      Matcher matcher = SPAN.matcher(part.strip());
      if (matcher.matches() && span == null) {
        span =
            new Limits(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), List.of());
      } else if (SINGLE.matcher(part.strip()).matches()) {
        also.add(Long.parseLong(part.strip()));
      } else {
        return Optional.empty();
      }
    }
    return span == null || span.min > span.max
        ? Optional.empty()
        : Optional.of(new Limits(span.min, span.max, also));
  }
}

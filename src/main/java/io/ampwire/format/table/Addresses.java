package io.ampwire.format.table;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a table counts its registers, and each of its addresses as the wire has it, from 0.
 *
 * @param hex numbers without a mark are hexadecimal
 * @param base what has to be taken away
 * @param reference whether addresses begin with the digit of their kind: 30001, 40001
 */
record Addresses(boolean hex, int base, boolean reference) {
  private static final Pattern CELL =
      Pattern.compile(
          "(?<kind>[134][xX:])?(?<first>[0-9A-Fa-fxXhH$&#]+)"
              + "(?:\\s*(?:-|–|—|\\.\\.+|…|to|bis|/|,|;)\\s*(?<last>[0-9A-Fa-fxXhH$&#]+))?"
              + "(?:\\s*[(\\[]\\s*(?<again>[0-9A-Fa-fxXhH$&#]+)\\s*[)\\]])?");

  /**
   * One address.
   *
   * @param wire from 0
   * @param registers how many a span has, 0 where it is none
   * @param function read function that the notation says, 0 where it says none, -1 for bits
   */
  record Place(int wire, int registers, int function) {}

  /** Finds out how a table counts, from its heading and from all of its addresses. */
  static Addresses of(Heading heading, Collection<Sheet.Row> rows, Remarks remarks) {
    String title = heading.text(Column.ADDRESS);
    String said = title.toLowerCase(Locale.ROOT);
    int line = heading.row().line();
    boolean hex = said.contains("hex") || rows.stream().anyMatch(r -> bare(heading, r));
    if (hex && !said.contains("hex")) {
      remarks.assumed(
          line,
          title,
          "addresses are hexadecimal: one of them has letters",
          "name the column 'address (dec)' and mark each hexadecimal one with 0x");
    }
    if (said.matches(".*\\b(0|zero)[ -]?bas.*") || said.contains("wire") || said.contains("pdu")) {
      return new Addresses(hex, 0, false);
    }
    if (said.matches(".*\\b(1|one)[ -]?bas.*")) {
      return new Addresses(hex, 1, false);
    }
    if (!hex && reference(heading, rows)) {
      remarks.assumed(
          line,
          title,
          "3xxxx and 4xxxx number input and holding registers from 1, so 40001 is address 0 of"
              + " function 3",
          "name the column 'address (0-based)' where the wire really has such addresses");
      return new Addresses(false, 1, true);
    }
    boolean number = Column.plain(title).matches("register (number|no|nr)|registernummer|no|nr");
    if (number) {
      remarks.assumed(
          line,
          title,
          "register numbers count from 1, so one is taken away",
          "name the column 'address (0-based)' where they count from 0");
      return new Addresses(hex, 1, false);
    }
    if (rows.stream().noneMatch(row -> zero(heading, row))) {
      remarks.assumed(
          line,
          title,
          "addresses count from 0, as on the wire",
          "name the column 'address (1-based)' where they count from 1");
    }
    return new Addresses(hex, 0, false);
  }

  private static boolean bare(Heading heading, Sheet.Row row) {
    return heading.cell(row, Column.ADDRESS).matches("(?=.*[A-Fa-f])(?=.*[0-9])[0-9A-Fa-f]{2,4}");
  }

  private static boolean zero(Heading heading, Sheet.Row row) {
    return Numerals.whole(heading.cell(row, Column.ADDRESS)).filter(n -> n == 0).isPresent();
  }

  private static boolean reference(Heading heading, Collection<Sheet.Row> rows) {
    var firsts =
        rows.stream()
            .map(row -> CELL.matcher(heading.cell(row, Column.ADDRESS)))
            .filter(Matcher::matches)
            .filter(matcher -> matcher.group("kind") == null)
            .flatMap(matcher -> Numerals.decimal(matcher.group("first")).stream())
            .toList();
    return !firsts.isEmpty() && firsts.stream().allMatch(Addresses::numbered);
  }

  /** 30000 and 40000 are no references: they count from 1. */
  private static boolean numbered(int number) {
    int kind = number >= 100_000 ? number / 100_000 : number / 10_000;
    int rest = number >= 100_000 ? number % 100_000 : number % 10_000;
    return (kind == 3 || kind == 4) && rest > 0 && number < 470_000 && number >= 30_000;
  }

  /** The address in a cell, empty where it is none. */
  Optional<Place> read(String cell) {
    Matcher matcher = CELL.matcher(cell);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String kind = matcher.group("kind");
    Optional<Integer> first = number(matcher.group("first"));
    Optional<Integer> last = Optional.ofNullable(matcher.group("last")).flatMap(this::number);
    if (first.isEmpty() || matcher.group("last") != null && last.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> again = Optional.ofNullable(matcher.group("again"));
    if (again.isPresent() && !again.flatMap(Numerals::whole).equals(first)) {
      return Optional.empty();
    }
    int span = last.map(end -> end - first.get() + 1).orElse(0);
    if (span < 0) {
      return Optional.empty();
    }
    if (kind != null) {
      int function = kind.charAt(0) == '3' ? 4 : kind.charAt(0) == '4' ? 3 : -1;
      return Optional.of(new Place(first.get() - 1, span, function));
    }
    if (reference) {
      int number = first.get();
      int rest = number >= 100_000 ? number % 100_000 : number % 10_000;
      return Optional.of(new Place(rest - 1, span, ("" + number).charAt(0) == '3' ? 4 : 3));
    }
    return Optional.of(new Place(first.get() - base, span, 0));
  }

  private Optional<Integer> number(String text) {
    return Numerals.prefixed(text).or(() -> hex ? Numerals.hex(text) : Numerals.decimal(text));
  }
}

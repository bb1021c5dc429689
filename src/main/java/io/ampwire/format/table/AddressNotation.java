package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parser of register addresses. It finds out how a table counts and converts each address to that
 * on the wire, from 0.
 *
 * <p>Each cell is judged by its own notation: a number marked as hexadecimal never counts as a
 * reference such as 40001, whatever the other rows hold.
 */
final class AddressNotation {
  private static final String DIGITS = "[0-9A-Fa-fxXhH$&#]{1,12}";
  private static final String ONE =
      "(?:[134][xX:](?=[0-9]))?(?:%s)(?: ?[(\\[] ?(?:%s) ?[)\\]])?".formatted(DIGITS, DIGITS);
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?<kind>[134][xX:](?=[0-9]))?(?<first>%s)(?: ?[(\\[] ?(?<again>%s) ?[)\\]])?"
              .formatted(DIGITS, DIGITS));
  private static final Pattern SPAN =
      Pattern.compile("(?<from>%s) ?(?:-|–|—|\\.\\.+|…|to|bis|à) ?(?<to>%s)".formatted(ONE, ONE));
  private static final Pattern LIST = Pattern.compile("\\s*[\\n,;/]\\s*|\\s+(?![(\\[])");
  private static final Pattern BARE_HEX =
      Pattern.compile("(?=[0-9A-Fa-f]*[A-Fa-f])(?=[0-9A-Fa-f]*[0-9])[0-9A-Fa-f]{2,4}");
  private static final Pattern ZERO_BASED =
      Pattern.compile("\\b(?:0|zero)[ -]?bas|\\bbase[ -]?(?:0|zero)\\b|wire|pdu|0-basiert");
  private static final Pattern ONE_BASED =
      Pattern.compile("\\b(?:1|one)[ -]?bas|\\bbase[ -]?(?:1|one)\\b");

  /** Most addresses that one cell lists. */
  private static final int MOST = 130;

  private static final String AS_ON_THE_WIRE =
      "name the column 'address (0-based)' and write each address as the wire has it";

  /** Meaning of numbers without a mark. */
  private enum Plain {
    /** Addresses as on the wire, or counted from 1. */
    COUNTED,
    /** 3xxxx and 4xxxx are references; other numbers are as on the wire. */
    REFERENCE,
    /** 3xxxx and 4xxxx may be either. */
    AMBIGUOUS
  }

  private final boolean hex;
  private final int base;
  private final Plain plain;

  private AddressNotation(boolean hex, int base, Plain plain) {
    this.hex = hex;
    this.base = base;
    this.plain = plain;
  }

  /**
   * Parsed address.
   *
   * @param wire address on the wire, from 0
   * @param registers number of registers that the cell spans or lists; 0 if it names one address
   * @param function read function of the notation, 1 or 2 for bits; 0 if it names none
   * @param doubt assumption that was necessary; empty if there was none
   */
  record Place(int wire, int registers, int function, String doubt) {}

  /** Address, or the reason why a cell holds none. */
  record Result(Optional<Place> place, String why) {
    private static Result of(Place place) {
      return new Result(Optional.of(place), "");
    }

    private static Result none(String why) {
      return new Result(Optional.empty(), why);
    }
  }

  /** Whether a cell begins like an address. */
  static boolean looksLike(String cell) {
    Matcher entry = ENTRY.matcher(cell);
    return entry.lookingAt()
        && (entry.end() == cell.length() || !Character.isLetterOrDigit(cell.charAt(entry.end())))
        && (NumberNotation.whole(entry.group("first")).isPresent()
            || BARE_HEX.matcher(entry.group("first")).matches());
  }

  /** Finds out how a table counts, from its heading and all of its addresses. */
  static AddressNotation of(Heading heading, List<TableText.Row> rows, ImportFindings findings) {
    return new Survey(heading, rows, findings).notation();
  }

  /** Parses the address in a cell. */
  Result read(String cell) {
    if (cell.isEmpty()) {
      return Result.none("no address");
    }
    Matcher span = SPAN.matcher(cell);
    if (span.matches()) {
      Result from = entry(span.group("from"));
      Result to = entry(span.group("to"));
      if (from.place().isPresent() && to.place().isPresent()) {
        int registers = to.place().get().wire() - from.place().get().wire() + 1;
        return registers < 1
            ? Result.none("'" + cell + "' ends before it begins")
            : Result.of(spanning(from.place().get(), registers));
      }
      return Result.none("'" + cell + "' is not an address");
    }
    String[] parts = LIST.split(cell, MOST + 1);
    Result first = entry(parts[0]);
    if (parts.length == 1) {
      return first;
    }
    if (first.place().isEmpty()) {
      return Result.none("'" + cell + "' is not an address");
    }
    int wire = first.place().get().wire();
    for (int i = 1; i < parts.length; i++) {
      Optional<Place> next = entry(parts[i]).place();
      if (next.isEmpty() || next.get().wire() != wire + i) {
        return Result.none("'" + cell + "' does not list consecutive addresses");
      }
    }
    return Result.of(spanning(first.place().get(), parts.length));
  }

  private static Place spanning(Place first, int registers) {
    return new Place(first.wire(), registers, first.function(), first.doubt());
  }

  private Result entry(String text) {
    Matcher entry = ENTRY.matcher(text);
    if (!entry.matches()) {
      return Result.none("'" + text + "' is not an address");
    }
    String first = entry.group("first");
    Optional<Integer> number = number(first);
    if (number.isEmpty()) {
      return Result.none("'" + text + "' is not an address");
    }
    String again = entry.group("again");
    if (again != null) {
      return twice(text, first, number.get(), number(again));
    }
    if (entry.group("kind") != null) {
      char kind = entry.group("kind").charAt(0);
      int function =
          switch (kind) {
            case '3' -> 4;
            case '4' -> 3;
            case '1' -> 2;
            default -> 1;
          };
      return Result.of(new Place(number.get() - 1, 0, function, ""));
    }
    return plain(text, number.get(), NumberNotation.prefixed(first).isPresent());
  }

  /**
   * {@code 40201 (200)} is a reference and the address on the wire; {@code 4004 (0x0FA4)} is one
   * number.
   */
  private Result twice(String text, String first, int number, Optional<Integer> again) {
    if (again.isEmpty()) {
      return Result.none("'" + text + "' is not an address");
    }
    boolean marked = NumberNotation.prefixed(first).isPresent();
    if (!marked && isReference(number) && reference(number) == again.get()) {
      return Result.of(new Place(again.get(), 0, functionOf(number), ""));
    }
    if (number == again.get()) {
      return plain(text, number, marked);
    }
    if (number - 1 == again.get()) {
      return Result.of(
          new Place(
              again.get(),
              0,
              0,
              "the number in brackets is the address on the wire, the other one counts from 1"));
    }
    return Result.none("'" + text + "' has two addresses that do not agree");
  }

  private Result plain(String text, int number, boolean marked) {
    if (marked || hex) {
      return Result.of(new Place(number - base, 0, 0, ""));
    }
    boolean large = number > 65_536 && isReference(number);
    if (isReference(number) && (plain == Plain.REFERENCE || large)) {
      String doubt =
          plain == Plain.REFERENCE
              ? ""
              : "'"
                  + text
                  + "' is a reference: address "
                  + reference(number)
                  + " of function "
                  + functionOf(number);
      return Result.of(new Place(reference(number), 0, functionOf(number), doubt));
    }
    if (isReference(number) && plain == Plain.AMBIGUOUS) {
      return Result.none(
          "'"
              + text
              + "' may be that address or a reference to address "
              + reference(number)
              + ", and other rows are written in hexadecimal");
    }
    return Result.of(new Place(number - base, 0, 0, ""));
  }

  private Optional<Integer> number(String text) {
    return NumberNotation.prefixed(text)
        .or(() -> hex ? NumberNotation.hex(text) : NumberNotation.decimal(text));
  }

  /** 30000 and 40000 are not references: they count from 1. */
  private static boolean isReference(int number) {
    int kind = number >= 100_000 ? number / 100_000 : number / 10_000;
    int rest = number >= 100_000 ? number % 100_000 : number % 10_000;
    return (kind == 3 || kind == 4) && rest > 0 && rest <= 65_536 && number >= 30_000;
  }

  private static int reference(int number) {
    return (number >= 100_000 ? number % 100_000 : number % 10_000) - 1;
  }

  private static int functionOf(int number) {
    return Integer.toString(number).charAt(0) == '3' ? 4 : 3;
  }

  /** Common properties of a table's addresses. */
  private static final class Survey {
    private final Heading heading;
    private final ImportFindings findings;
    private final String title;
    private final String said;
    private final List<TableText.Row> references = new ArrayList<>();
    private final List<TableText.Row> lettered = new ArrayList<>();
    private int pairs;
    private int plains;
    private int marked;
    private int zeros;
    private int conflicts;

    private Survey(Heading heading, List<TableText.Row> rows, ImportFindings findings) {
      this.heading = heading;
      this.findings = findings;
      this.title = heading.text(Column.ADDRESS);
      this.said = title.toLowerCase(Locale.ROOT);
      rows.forEach(this::count);
    }

    private void count(TableText.Row row) {
      String cell = heading.cell(row, Column.ADDRESS);
      Matcher entry = ENTRY.matcher(cell);
      if (!entry.lookingAt() || entry.group("kind") != null) {
        return;
      }
      String first = entry.group("first");
      if (NumberNotation.prefixed(first).isPresent()) {
        marked++;
      } else if (BARE_HEX.matcher(first).matches()) {
        lettered.add(row);
      } else if (NumberNotation.decimal(first).isPresent()) {
        decimal(row, NumberNotation.decimal(first).get(), entry.group("again") != null);
      }
    }

    private void decimal(TableText.Row row, int number, boolean again) {
      zeros += number == 0 ? 1 : 0;
      if (!isReference(number)) {
        plains++;
      } else if (again) {
        pairs++;
      } else {
        references.add(row);
        int own =
            AccessNotation.functions(heading.cell(row, Column.FUNCTION))
                .map(AccessNotation.Functions::read)
                .orElse(0);
        conflicts += own > 0 && own != functionOf(number) ? 1 : 0;
      }
    }

    private AddressNotation notation() {
      boolean hex = hex();
      if (pairs > 0 && !references.isEmpty()) {
        tell(references, "taken for a reference, as in the rows that have a second address");
      }
      if (ZERO_BASED.matcher(said).find()) {
        return new AddressNotation(hex, 0, pairs > 0 ? Plain.REFERENCE : Plain.COUNTED);
      }
      if (ONE_BASED.matcher(said).find()) {
        return new AddressNotation(hex, 1, Plain.COUNTED);
      }
      if (hex) {
        return counted(true);
      }
      if (pairs > 0) {
        return new AddressNotation(false, 0, Plain.REFERENCE);
      }
      if (references.isEmpty()) {
        return counted(false);
      }
      if (conflicts > 0) {
        tell(
            references,
            "3xxxx and 4xxxx are taken as they stand, because the functions of the rows contradict"
                + " them");
        return new AddressNotation(false, 0, Plain.COUNTED);
      }
      if (plains > 0) {
        tell(
            references,
            "taken as it stands and not as a reference such as 40001, because other rows have"
                + " addresses outside of 3xxxx and 4xxxx");
        return counted(false);
      }
      if (marked > 0) {
        return new AddressNotation(false, 0, Plain.AMBIGUOUS);
      }
      findings.assumed(
          heading.line(),
          Column.ADDRESS,
          title,
          "3xxxx and 4xxxx number input and holding registers from 1, so 40001 is address 0 of"
              + " function 3",
          "name the column 'address (0-based)' where the wire really has such addresses");
      return new AddressNotation(false, 0, Plain.REFERENCE);
    }

    private boolean hex() {
      if (said.contains("hex") && !said.contains("dec")) {
        return true;
      }
      boolean enough = lettered.size() * 8 >= lettered.size() + plains + references.size();
      if (lettered.isEmpty() || !enough) {
        return false;
      }
      findings.assumed(
          heading.line(),
          Column.ADDRESS,
          title,
          "addresses are hexadecimal: " + lettered.size() + " of them have letters",
          "name the column 'address (dec)' and mark each hexadecimal one with 0x");
      return true;
    }

    private AddressNotation counted(boolean hex) {
      if (Column.plain(title).matches("register (number|no|nr)|registernummer|no|nr")) {
        findings.assumed(
            heading.line(),
            Column.ADDRESS,
            title,
            "register numbers count from 1, so one is subtracted",
            "name the column 'address (0-based)' where they count from 0");
        return new AddressNotation(hex, 1, Plain.COUNTED);
      }
      if (zeros == 0) {
        findings.assumed(
            heading.line(),
            Column.ADDRESS,
            title,
            "addresses count from 0, as on the wire",
            "name the column 'address (1-based)' where they count from 1");
      }
      return new AddressNotation(hex, 0, Plain.COUNTED);
    }

    private void tell(List<TableText.Row> rows, String message) {
      rows.forEach(
          row -> findings.assumed(row.line(), Column.ADDRESS, title, message, AS_ON_THE_WIRE));
    }
  }
}

package io.ampwire.format.table;

import io.ampwire.map.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Type and length of a row's registers. Evidence comes from the columns of length and end address,
 * the addresses in the cell, and the address of the next row. A disagreement becomes a finding.
 */
final class RowTypes {
  private static final Pattern BIT_TYPES =
      Pattern.compile("(?i)(?:1[ -]?)?bit|bool(?:ean)?|coil|u?int16|digital|binary|binär");

  /** Words that state how a text lies in its registers. */
  private static final Pattern LAYOUT =
      Pattern.compile(
          "(?i)utf-?16(?:[ -]?[lb]e\\b)?|ucs-?2|(?:low byte|lsb) first|bytes? swap(?:ped)?"
              + "|\\bbadc\\b|little[ -]?endian");

  private final Heading heading;
  private final LengthNotation lengths;
  private final ImportFindings findings;

  /**
   * Type and length of one row.
   *
   * @param registers 0 if the length of a text is not stated
   */
  record Shape(TypeNotation.Spelled spelled, int registers) {
    ValueType type() {
      return spelled.type();
    }
  }

  RowTypes(Heading heading, LengthNotation lengths, ImportFindings findings) {
    this.heading = heading;
    this.lengths = lengths;
    this.findings = findings;
  }

  /**
   * Determines the type and length of a row; empty if maps do not support its type.
   *
   * @param gap distance to the address of the next row, in registers
   * @param dense whether some rows of the table are one register apart, so that a gap of two does
   *     not imply a two-register number
   */
  Optional<Shape> shape(TableText.Row row, AddressNotation.Place place, int gap, boolean dense) {
    int said = said(row, place);
    int stride = dense ? 0 : gap;
    if (!heading.has(Column.TYPE)) {
      return Optional.of(withoutType(row, said, stride));
    }
    String cell = heading.cell(row, Column.TYPE);
    Optional<TypeNotation.Spelled> read = TypeNotation.read(cell);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    TypeNotation.Spelled spelled =
        read.get().type().isText() ? layout(row, read.get()) : read.get();
    if (!spelled.doubt().isEmpty()) {
      doubt(row, spelled.doubt());
    }
    if (spelled.type().isText()) {
      return Optional.of(new Shape(spelled, text(row, spelled, said, gap)));
    }
    if (!spelled.sized()) {
      spelled = sized(row, cell, spelled, said, stride);
    }
    ValueType type = spelled.type();
    if (type.isText()) {
      return Optional.of(new Shape(spelled, said));
    }
    int own = type.registers();
    if (said > 0 && said != own) {
      doubt(row, type + " takes " + own + " registers, although the table says " + said);
    }
    return Optional.of(new Shape(spelled, own));
  }

  /** Shape of a coil or discrete input; empty if the row states another type or several bits. */
  Optional<Shape> bit(TableText.Row row, AddressNotation.Place place) {
    String cell = heading.cell(row, Column.TYPE);
    boolean single =
        place.registers() < 2
            && (RowScale.isNothing(cell) || BIT_TYPES.matcher(cell.strip()).matches());
    return single
        ? Optional.of(
            new Shape(
                new TypeNotation.Spelled(ValueType.BIT, Optional.empty(), false, 0, true, ""), 1))
        : Optional.empty();
  }

  /** Number of registers by the columns and the address cell; 0 if they state none. */
  private int said(TableText.Row row, AddressNotation.Place place) {
    Map<String, Integer> witnesses = new LinkedHashMap<>();
    if (place.registers() > 0) {
      witnesses.put("the addresses", place.registers());
    }
    Optional<Integer> end = NumberNotation.whole(heading.cell(row, Column.END));
    Optional<Integer> start = NumberNotation.whole(heading.cell(row, Column.ADDRESS));
    if (end.isPresent() && start.isPresent() && end.get() >= start.get()) {
      witnesses.put("'" + heading.text(Column.END) + "'", end.get() - start.get() + 1);
    }
    int length = lengths.registers(heading.cell(row, Column.LENGTH));
    ignored(row, Column.LENGTH, length == 0);
    ignored(row, Column.END, end.isEmpty());
    if (length > 0) {
      witnesses.put("'" + heading.text(Column.LENGTH) + "'", length);
    }
    int first = witnesses.values().stream().findFirst().orElse(0);
    witnesses.forEach(
        (name, registers) -> {
          if (registers != first) {
            findings.assumed(
                row.line(),
                Column.LENGTH,
                heading.text(Column.LENGTH),
                name
                    + " says "
                    + registers
                    + " registers, "
                    + witnesses.keySet().iterator().next()
                    + " "
                    + first
                    + "; the latter is taken",
                "make them agree");
          }
        });
    return first;
  }

  /** Reports a length or an end address that cannot be parsed. */
  private void ignored(TableText.Row row, Column column, boolean unread) {
    String cell = heading.cell(row, column);
    if (unread && !RowScale.isNothing(cell)) {
      findings.unused(
          row.line(), column, heading.text(column), "'" + cell + "' is not a number", "write 2");
    }
  }

  /** Without a type column, the length determines the likely type. */
  private Shape withoutType(TableText.Row row, int said, int gap) {
    int registers = said > 0 ? said : gap == 2 || gap == 4 ? gap : 1;
    ValueType type = sized(ValueType.U16, registers);
    findings.assumed(
        row.line(),
        Column.TYPE,
        heading.text(Column.LENGTH),
        "there is no column with types: "
            + (said > 0
                ? "one register is U16, two U32, four U64, more a text"
                : "U16, or as long as the gap to the next row"),
        "give the table a column 'type'");
    return new Shape(
        new TypeNotation.Spelled(type, Optional.empty(), false, 0, true, ""), registers);
  }

  private TypeNotation.Spelled sized(
      TableText.Row row, String cell, TypeNotation.Spelled spelled, int said, int gap) {
    int likely = said > 0 ? said : gap == 2 || gap == 4 ? gap : 0;
    boolean real = spelled.type().isFloat();
    ValueType type =
        likely == 0 || real && likely < 2 ? spelled.type() : sized(spelled.type(), likely);
    String witness =
        said == 0 && likely > 0 ? ", because the next row begins " + gap + " registers later" : "";
    doubt(row, "'" + cell + "' is " + type + " here" + witness);
    return new TypeNotation.Spelled(
        type, spelled.order(), spelled.bitfield(), 0, true, spelled.doubt());
  }

  /** Layout of a text, which may be stated beside the type. */
  private TypeNotation.Spelled layout(TableText.Row row, TypeNotation.Spelled spelled) {
    StringBuilder words = new StringBuilder();
    for (Column column : List.of(Column.ORDER, Column.NAME, Column.DESCRIPTION, Column.VALUES)) {
      Matcher matcher = LAYOUT.matcher(heading.cell(row, column));
      while (matcher.find() && words.length() < 40) {
        words.append(' ').append(matcher.group());
      }
    }
    Optional<TypeNotation.Spelled> beside =
        words.length() == 0
            ? Optional.empty()
            : TypeNotation.read(heading.cell(row, Column.TYPE) + words);
    return beside.filter(s -> s.type().isText()).map(s -> withDoubt(row, s, words)).orElse(spelled);
  }

  private TypeNotation.Spelled withDoubt(
      TableText.Row row, TypeNotation.Spelled spelled, StringBuilder words) {
    if (spelled.doubt().isEmpty()) {
      doubt(row, "'" + words.toString().strip() + "' makes it " + spelled.type());
    }
    return spelled;
  }

  private int text(TableText.Row row, TypeNotation.Spelled spelled, int said, int gap) {
    boolean wide = spelled.type() == ValueType.UTF16;
    int spelledOut = wide ? spelled.characters() : (spelled.characters() + 1) / 2;
    if (said > 0) {
      if (spelledOut > 0 && spelledOut != said) {
        findings.assumed(
            row.line(),
            Column.LENGTH,
            heading.text(Column.LENGTH),
            "the text takes "
                + said
                + " registers, although "
                + spelled.characters()
                + " characters take "
                + spelledOut,
            "make type and length agree");
      }
      return said;
    }
    if (spelledOut > 0) {
      findings.assumed(
          row.line(),
          Column.LENGTH,
          heading.text(Column.TYPE),
          "the number behind a text counts characters, "
              + (wide ? "one" : "two")
              + " to a register",
          "give the table a column 'registers'");
      return spelledOut;
    }
    if (gap > 0 && gap <= 64) {
      findings.assumed(
          row.line(),
          Column.LENGTH,
          heading.text(Column.TYPE),
          "the text ends where the next row begins, after " + gap + " registers",
          "write string(20), or give the table a column 'registers'");
      return gap;
    }
    return 0;
  }

  private void doubt(TableText.Row row, String what) {
    findings.assumed(
        row.line(),
        Column.TYPE,
        heading.text(Column.TYPE),
        what,
        "write the type as U32, S16, F32CDAB and so on");
  }

  /** Type of that kind with that many registers. */
  private static ValueType sized(ValueType sort, int registers) {
    if (sort.isFloat()) {
      return registers >= 4 ? ValueType.F64 : ValueType.F32;
    }
    boolean signed = sort.min() < 0;
    return switch (registers) {
      case 1 -> signed ? ValueType.S16 : ValueType.U16;
      case 2 -> signed ? ValueType.S32 : ValueType.U32;
      case 4 -> signed ? ValueType.S64 : ValueType.U64;
      default -> ValueType.ASCII;
    };
  }
}

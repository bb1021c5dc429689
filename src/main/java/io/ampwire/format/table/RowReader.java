package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reader of one row: creates a point or records why it cannot. */
final class RowReader {
  private static final Pattern RESERVED =
      Pattern.compile(
          "(?i)(?:reserved?|pad|reserviert|reserve|unused|not used|padding|dummy|spare|frei)[ _0-9]*");
  private static final Pattern BITFIELD = Pattern.compile("(.*_)?(bitfield|bitmap|bitmask)(_.*)?");

  private final Heading heading;
  private final AddressNotation addresses;
  private final TreeSet<Integer> starts = new TreeSet<>();

  /** Whether some rows are one register apart, so that a larger gap does not imply a length. */
  private final boolean dense;

  private final RowTypes types;
  private final RowValues values;
  private final RowScale scales;
  private final ImportFindings findings;

  /**
   * @param rows the rows below the heading
   */
  RowReader(Heading heading, List<TableText.Row> rows, ImportFindings findings) {
    this.heading = heading;
    this.findings = findings;
    this.addresses = AddressNotation.of(heading, rows, findings);
    this.types = new RowTypes(heading, LengthNotation.of(heading, rows, findings), findings);
    this.values = new RowValues(heading, findings);
    this.scales = new RowScale(heading, rows, scaleRegisters(rows), findings);
    rows.forEach(row -> address(row).place().ifPresent(place -> starts.add(place.wire())));
    this.dense = starts.stream().anyMatch(start -> starts.contains(start + 1));
  }

  /** Names of the rows with a 16-bit number with a sign, as registers of scales are. */
  private Set<String> scaleRegisters(List<TableText.Row> rows) {
    Set<String> names = new HashSet<>();
    for (TableText.Row row : rows) {
      TypeNotation.read(heading.cell(row, Column.TYPE))
          .filter(spelled -> spelled.type() == ValueType.S16)
          .ifPresent(spelled -> names.add(snake(row)));
    }
    names.remove("");
    return names;
  }

  private AddressNotation.Result address(TableText.Row row) {
    return addresses.read(heading.cell(row, Column.ADDRESS));
  }

  /** Whether the row has an address or a type in the columns that the heading names. */
  boolean looksLikeARegister(TableText.Row row) {
    return hasAddress(row) || TypeNotation.read(heading.cell(row, Column.TYPE)).isPresent();
  }

  boolean hasAddress(TableText.Row row) {
    return address(row).place().isPresent();
  }

  /** Whether the row states that its registers have no meaning. */
  boolean isReserved(TableText.Row row) {
    String name = heading.cell(row, Column.NAME);
    String text = heading.cell(row, Column.DESCRIPTION);
    return RESERVED.matcher(name).matches() || RESERVED.matcher(text).matches();
  }

  /** Creates the point of a row; empty if the row gives none, with the reason as a finding. */
  Optional<PointDraft> read(TableText.Row row, Section section) {
    String cell = heading.cell(row, Column.ADDRESS);
    AddressNotation.Result address = address(row);
    if (address.place().isEmpty()) {
      return unused(row, Column.ADDRESS, address.why(), "write one number");
    }
    AddressNotation.Place place = address.place().get();
    if (place.wire() < 0 || place.wire() > 65535) {
      return unused(row, Column.ADDRESS, "'" + cell + "' is outside of 0..65535 on the wire", "");
    }
    Optional<AccessNotation.Functions> functions = functions(row, place, section);
    if (TypeNotation.read(heading.cell(row, Column.ACCESS)).isPresent()) {
      String shifted = heading.cell(row, Column.ACCESS);
      return unused(
          row,
          Column.ACCESS,
          "'" + shifted + "' is a type: the cells are shifted",
          "correct the row");
    }
    boolean bit = functions.filter(AccessNotation.Functions::onlyBits).isPresent();
    Optional<RowTypes.Shape> shape =
        bit ? types.bit(row, place) : types.shape(row, place, gap(place), dense);
    if (shape.isEmpty()) {
      String spelled = heading.cell(row, Column.TYPE);
      String why = spelled.isEmpty() ? "no type" : "'" + spelled + "' is not a type that maps have";
      return unused(
          row, Column.TYPE, why, "known are U16 S16 U32 S32 U64 S64 F32 F64 and string(n)");
    }
    if (shape.get().registers() < 1 || shape.get().registers() > 125) {
      return unused(row, Column.LENGTH, "nothing says how long the text is", "write string(20)");
    }
    return point(row, place, shape.get(), functions, section);
  }

  /** Distance to the address of the next row in registers; 0 if no row follows. */
  private int gap(AddressNotation.Place place) {
    Integer next = starts.higher(place.wire());
    return next == null ? 0 : next - place.wire();
  }

  private Optional<PointDraft> point(
      TableText.Row row,
      AddressNotation.Place place,
      RowTypes.Shape shape,
      Optional<AccessNotation.Functions> functions,
      Section section) {
    List<String> comments = new ArrayList<>();
    RowScale.Factor factor = scales.of(row, shape.type(), comments);
    if (Double.isNaN(factor.scale())) {
      return Optional.empty();
    }
    if (!place.doubt().isEmpty()) {
      assumed(row, Column.ADDRESS, place.doubt(), "write the address as the wire has it");
    }
    int gap = shape.type() == ValueType.BIT ? 0 : gap(place);
    if (gap > 0 && gap < shape.registers()) {
      assumed(
          row,
          Column.LENGTH,
          shape.type()
              + " takes "
              + shape.registers()
              + " registers, but the next row begins "
              + gap
              + " later",
          "correct the type, the length or the address");
    }
    String name = name(row, place, comments);
    PointAccess access = access(row, name, functions, section);
    boolean bitfield = shape.spelled().bitfield() || factor.bits() || bitsByName(row, name, shape);
    Map<Long, String> labels =
        shape.type().isInteger() && !bitfield
            ? values.labels(row, comments)
            : values.keep(row, comments);
    return Optional.of(
        new PointDraft(
            row.line(),
            name,
            new PointDraft.Place(
                place.wire(),
                shape.registers(),
                functions.map(AccessNotation.Functions::read).orElse(0),
                functions.map(AccessNotation.Functions::write).orElse(0),
                unitId(row).or(section::unitId)),
            new PointDraft.Meaning(
                shape.type(),
                order(row, shape),
                bitfield && shape.type().isInteger() && shape.type() != ValueType.BIT,
                factor),
            access,
            labels,
            limits(row, access, shape.type(), factor, comments),
            comments));
  }

  /** A coil takes 0 and 1 where the row states no range. */
  private Optional<WriteLimits> limits(
      TableText.Row row,
      PointAccess access,
      ValueType type,
      RowScale.Factor factor,
      List<String> comments) {
    Optional<WriteLimits> stated = values.limits(row, access, type, factor, comments);
    boolean coil = type == ValueType.BIT && access != PointAccess.READ;
    return stated.isEmpty() && coil ? Optional.of(new WriteLimits(0, 1, List.of())) : stated;
  }

  private boolean bitsByName(TableText.Row row, String name, RowTypes.Shape shape) {
    boolean unsigned =
        shape.type().isInteger() && shape.type().min() == 0 && shape.type() != ValueType.BIT;
    boolean named = BITFIELD.matcher(name).matches();
    boolean bits = unsigned && (named || values.areBits(row));
    if (bits) {
      assumed(
          row,
          Column.TYPE,
          "'" + name + "' is a bitfield: its " + (named ? "name says" : "codes say") + " so",
          "write the type as bitfield16 or bitfield32");
    }
    return bits;
  }

  private Optional<PointDraft> unused(TableText.Row row, Column column, String why, String remedy) {
    findings.unused(row.line(), column, heading.text(column), why, remedy);
    return Optional.empty();
  }

  private void assumed(TableText.Row row, Column column, String message, String remedy) {
    findings.assumed(row.line(), column, heading.text(column), message, remedy);
  }

  /** Returns the row's own value, else that of the address, else that of the section. */
  private Optional<AccessNotation.Functions> functions(
      TableText.Row row, AddressNotation.Place place, Section section) {
    String cell = heading.cell(row, Column.FUNCTION);
    Optional<AccessNotation.Functions> own = AccessNotation.functions(cell);
    if (own.isEmpty() && !cell.isEmpty()) {
      findings.unused(
          row.line(),
          Column.FUNCTION,
          heading.text(Column.FUNCTION),
          "'" + cell + "' names no function",
          "write 1 to 6, 15 or 16");
    }
    if (own.isEmpty() && place.function() != 0) {
      own =
          Optional.of(
              place.function() < 3
                  ? AccessNotation.Functions.ofBits(place.function() == 2)
                  : new AccessNotation.Functions(place.function(), 0, false));
    }
    Optional<AccessNotation.Functions> around = section.functions();
    if (own.isEmpty() || around.isEmpty() || own.get().bits() || own.get().write() > 0) {
      return own.or(() -> around);
    }
    boolean same = own.get().read() == around.get().read() || around.get().read() == 0;
    int write = same ? around.get().write() : 0;
    return Optional.of(new AccessNotation.Functions(own.get().read(), write, false));
  }

  private Optional<WordOrder> order(TableText.Row row, RowTypes.Shape shape) {
    String cell = heading.cell(row, Column.ORDER);
    if (shape.type().isText()) {
      return shape.spelled().order();
    }
    Optional<WordOrder> own = TypeNotation.order(cell);
    if (own.isEmpty() && !RowScale.isNothing(cell)) {
      String why = "'" + cell + "' is not a known order";
      findings.unused(row.line(), Column.ORDER, heading.text(Column.ORDER), why, "write CDAB");
    }
    return own.or(shape.spelled()::order);
  }

  private Optional<Integer> unitId(TableText.Row row) {
    String cell = heading.cell(row, Column.UNIT_ID);
    Optional<Integer> unit = NumberNotation.whole(cell).filter(id -> id <= 255);
    if (unit.isEmpty() && !RowScale.isNothing(cell)) {
      String why = "'" + cell + "' is not a unit id";
      findings.unused(
          row.line(), Column.UNIT_ID, heading.text(Column.UNIT_ID), why, "write 0..255");
    }
    return unit;
  }

  /** Name of a row in snake case; empty if it has none. */
  private String snake(TableText.Row row) {
    String name = heading.cell(row, Column.NAME);
    String from = name.isEmpty() ? heading.cell(row, Column.DESCRIPTION) : name;
    String snake = SnakeCase.of(SnakeCase.withoutBrackets(Quantities.without(from)));
    return snake.isEmpty() ? SnakeCase.of(from) : snake;
  }

  private String name(TableText.Row row, AddressNotation.Place place, List<String> comments) {
    String name = heading.cell(row, Column.NAME);
    String text = heading.cell(row, Column.DESCRIPTION);
    String from = name.isEmpty() ? text : name;
    String snake = snake(row);
    if (!from.equals(snake)) {
      comments.add(from);
    }
    if (!name.isEmpty() && !text.isEmpty()) {
      comments.add(text);
    }
    if (snake.isEmpty()) {
      assumed(row, Column.NAME, "no name: the point is called by its address", "give one");
      return "register_" + place.wire();
    }
    return snake;
  }

  /** Returns read-only, unless the row, its section, its functions or its name state otherwise. */
  private PointAccess access(
      TableText.Row row,
      String name,
      Optional<AccessNotation.Functions> functions,
      Section section) {
    String cell = heading.cell(row, Column.ACCESS);
    Optional<PointAccess> said =
        AccessNotation.access(cell)
            .or(() -> flags(row))
            .or(() -> LengthNotation.access(heading.cell(row, Column.LENGTH)));
    if (said.isPresent()) {
      return said.get();
    }
    if (!cell.isEmpty()) {
      assumed(row, Column.ACCESS, "'" + cell + "' is taken as read only", "write R, W or R/W");
      return PointAccess.READ;
    }
    if (section.access().isPresent()) {
      return section.access().get();
    }
    int write = functions.map(AccessNotation.Functions::write).orElse(0);
    if (write > 0) {
      boolean reads = functions.map(AccessNotation.Functions::read).orElse(0) > 0;
      return reads ? PointAccess.READ_WRITE : PointAccess.WRITE;
    }
    if (heading.has(Column.ACCESS)) {
      return PointAccess.READ;
    }
    if (AccessNotation.soundsWritable(name)) {
      assumed(
          row,
          Column.ACCESS,
          "'" + name + "' is read and written: its name says so, and no column does",
          "give the table a column 'access' with R, W or R/W");
      return PointAccess.READ_WRITE;
    }
    assumed(
        row,
        Column.ACCESS,
        "read only, because nothing says that it may be written",
        "give the table a column 'access' with R, W or R/W");
    return PointAccess.READ;
  }

  /** Handles columns called 'read' and 'write' with yes and no. */
  private Optional<PointAccess> flags(TableText.Row row) {
    if (!heading.has(Column.WRITABLE)) {
      return Optional.empty();
    }
    Optional<Boolean> writes = AccessNotation.flag(heading.cell(row, Column.WRITABLE));
    Optional<Boolean> reads =
        heading.has(Column.READABLE)
            ? AccessNotation.flag(heading.cell(row, Column.READABLE))
            : Optional.of(true);
    if (writes.isEmpty() || reads.isEmpty()) {
      assumed(row, Column.ACCESS, "read only, because a cell is neither yes nor no", "write yes");
      return Optional.of(PointAccess.READ);
    }
    return Optional.of(
        writes.get() ? reads.get() ? PointAccess.READ_WRITE : PointAccess.WRITE : PointAccess.READ);
  }
}

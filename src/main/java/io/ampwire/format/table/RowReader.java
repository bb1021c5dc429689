package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a point of one row, or says why there is none. */
final class RowReader {
  private final Heading heading;
  private final Addresses addresses;
  private final RowTypes types;
  private final RowMeaning meaning;
  private final Factors factors;
  private final Remarks remarks;

  RowReader(Heading heading, Addresses addresses, Lengths lengths, Remarks remarks) {
    this.heading = heading;
    this.addresses = addresses;
    this.types = new RowTypes(heading, lengths, remarks);
    this.meaning = new RowMeaning(heading, remarks);
    this.factors = new Factors(heading, remarks);
    this.remarks = remarks;
  }

  /**
   * @param section what the last title said about functions
   */
  Optional<PointDraft> read(Sheet.Row row, Optional<Rights.Functions> section) {
    String cell = heading.cell(row, Column.ADDRESS);
    Optional<Addresses.Place> place = addresses.read(cell);
    if (place.isEmpty()) {
      return unused(row, Column.ADDRESS, "'" + cell + "' is no address", "write one number");
    }
    if (place.get().wire() < 0 || place.get().wire() > 65535) {
      return unused(row, Column.ADDRESS, "'" + cell + "' is outside of 0..65535 on the wire", "");
    }
    Optional<Rights.Functions> functions = functions(row, place.get(), section);
    if (functions.filter(f -> f.bits() && f.read() == 0).isPresent()) {
      return unused(
          row, Column.FUNCTION, "coils and discrete inputs are no registers; maps have none", "");
    }
    Optional<Types.Spelled> type = types.type(row, place.get());
    if (type.isEmpty()) {
      String spelled = heading.cell(row, Column.TYPE);
      String why = spelled.isEmpty() ? "no type" : "'" + spelled + "' is no type that maps have";
      return unused(
          row, Column.TYPE, why, "known are U16 S16 U32 S32 U64 S64 F32 F64 and string(n)");
    }
    int registers = types.registers(row, type.get(), place.get());
    if (registers < 1 || registers > 125) {
      return unused(row, Column.LENGTH, "nothing says how long the text is", "string(20) does");
    }
    Factors.Factor factor = factors.of(row);
    if (Double.isNaN(factor.scale())) {
      return unused(row, Column.SCALE, "its scale is no factor", "write it as 0.1");
    }
    return Optional.of(point(row, place.get(), type.get(), registers, factor, functions));
  }

  private PointDraft point(
      Sheet.Row row,
      Addresses.Place place,
      Types.Spelled type,
      int registers,
      Factors.Factor factor,
      Optional<Rights.Functions> functions) {
    List<String> comments = new ArrayList<>();
    String name = name(row, place, comments);
    PointAccess access = access(row, name, functions);
    boolean bitfield = type.bitfield() || bitsByName(row, name, type);
    Map<Long, String> labels =
        type.type().isInteger() && !bitfield
            ? meaning.labels(row, comments)
            : meaning.keep(row, comments);
    return new PointDraft(
        row.line(),
        name,
        place.wire(),
        registers,
        type.type(),
        order(row, type),
        bitfield,
        factor.scale(),
        factor.unit(),
        access,
        functions.map(Rights.Functions::read).orElse(0),
        functions.map(Rights.Functions::write).orElse(0),
        Numerals.decimal(heading.cell(row, Column.UNIT_ID)),
        labels,
        meaning.limits(row, access, comments),
        comments);
  }

  private boolean bitsByName(Sheet.Row row, String name, Types.Spelled type) {
    boolean unsigned = type.type().isInteger() && type.type().min() == 0;
    boolean bits = unsigned && name.matches("(.*_)?(bitfield|bitmap|bitmask)(_.*)?");
    if (bits) {
      remarks.assumed(
          row.line(),
          heading.text(Column.TYPE),
          "'" + name + "' is a bitfield: its name says so",
          "write the type as bitfield16 or bitfield32, or give the register another name");
    }
    return bits;
  }

  private Optional<PointDraft> unused(Sheet.Row row, Column column, String why, String remedy) {
    remarks.unused(row.line(), heading.text(column), why, remedy);
    return Optional.empty();
  }

  /** The row's own word before that of the address, and that before the title's. */
  private Optional<Rights.Functions> functions(
      Sheet.Row row, Addresses.Place place, Optional<Rights.Functions> section) {
    Optional<Rights.Functions> own = Rights.functions(heading.cell(row, Column.FUNCTION));
    if (own.isPresent() || place.function() == 0) {
      return own.or(() -> section);
    }
    int read = Math.max(0, place.function());
    return Optional.of(new Rights.Functions(read, 0, place.function() < 0));
  }

  private Optional<WordOrder> order(Sheet.Row row, Types.Spelled type) {
    return Types.order(heading.cell(row, Column.ORDER)).or(type::order);
  }

  private String name(Sheet.Row row, Addresses.Place place, List<String> comments) {
    String name = heading.cell(row, Column.NAME);
    String text = heading.cell(row, Column.DESCRIPTION);
    String from = name.isEmpty() ? text : name;
    String snake = Names.snake(from.replaceAll("[\\[(][^\\])]*[\\])]\\s*$", ""));
    snake = snake.isEmpty() ? Names.snake(from) : snake;
    if (!from.equals(snake)) {
      comments.add(from);
    }
    if (!name.isEmpty() && !text.isEmpty()) {
      comments.add(text);
    }
    if (snake.isEmpty()) {
      remarks.assumed(
          row.line(),
          heading.text(Column.NAME),
          "no name: it is called by its address",
          "give one");
      return "register_" + place.wire();
    }
    return snake;
  }

  private PointAccess access(Sheet.Row row, String name, Optional<Rights.Functions> functions) {
    String cell = heading.cell(row, Column.ACCESS);
    Optional<PointAccess> said = Rights.access(cell);
    if (said.isPresent()) {
      return said.get();
    }
    if (!cell.isEmpty()) {
      remarks.assumed(
          row.line(),
          heading.text(Column.ACCESS),
          "'" + cell + "' is read only",
          "write R, W or R/W");
      return PointAccess.READ;
    }
    if (heading.has(Column.FUNCTION) && functions.isPresent()) {
      boolean reads = functions.get().read() > 0;
      boolean writes = functions.get().write() > 0;
      return writes ? reads ? PointAccess.READ_WRITE : PointAccess.WRITE : PointAccess.READ;
    }
    if (!heading.has(Column.ACCESS) && Rights.soundsWritable(name)) {
      remarks.assumed(
          row.line(),
          "",
          "'" + name + "' is read and written: its name says so, and no column does",
          "give the table a column 'access' with R, W or R/W");
      return PointAccess.READ_WRITE;
    }
    return PointAccess.READ;
  }
}

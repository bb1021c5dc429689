package io.ampwire.format.table;

import io.ampwire.map.ValueType;
import java.util.Optional;

/** Which type a row's registers have, and how many they are. */
final class RowTypes {
  private final Heading heading;
  private final Lengths lengths;
  private final Remarks remarks;

  RowTypes(Heading heading, Lengths lengths, Remarks remarks) {
    this.heading = heading;
    this.lengths = lengths;
    this.remarks = remarks;
  }

  /** The type, empty where the row's cell is no type that maps have. */
  Optional<Types.Spelled> type(Sheet.Row row, Addresses.Place place) {
    String cell = heading.cell(row, Column.TYPE);
    int length = Math.max(place.registers(), lengths.registers(heading.cell(row, Column.LENGTH)));
    String title = heading.text(heading.has(Column.TYPE) ? Column.TYPE : Column.LENGTH);
    if (!heading.has(Column.TYPE)) {
      ValueType type = sized(ValueType.U16, Math.max(1, length));
      remarks.assumed(
          row.line(),
          title,
          "there is no column with types: one register is U16, two U32, four U64, more a text",
          "give the table a column 'type'");
      return Optional.of(new Types.Spelled(type, Optional.empty(), false, 0, true, ""));
    }
    Optional<Types.Spelled> spelled = Types.read(cell);
    if (spelled.isEmpty() || spelled.get().sized() || spelled.get().type() == ValueType.ASCII) {
      spelled
          .map(Types.Spelled::doubt)
          .filter(d -> !d.isEmpty())
          .ifPresent(d -> doubt(row, cell, d));
      return spelled;
    }
    ValueType type = length == 0 ? spelled.get().type() : sized(spelled.get().type(), length);
    doubt(row, cell, "'" + cell + "' is " + type + " here");
    Types.Spelled s = spelled.get();
    return Optional.of(new Types.Spelled(type, s.order(), s.bitfield(), 0, true, s.doubt()));
  }

  private void doubt(Sheet.Row row, String cell, String what) {
    remarks.assumed(
        row.line(),
        heading.text(Column.TYPE),
        what,
        "write the type as U32, S16, F32CDAB and so on");
  }

  /** The type of that sort that takes so many registers. */
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

  /** Registers of a type, 0 where nothing says how many. */
  int registers(Sheet.Row row, Types.Spelled type, Addresses.Place place) {
    int said = Math.max(place.registers(), lengths.registers(heading.cell(row, Column.LENGTH)));
    if (type.type() != ValueType.ASCII) {
      int own = type.type().registers();
      if (said > 0 && said != own) {
        remarks.assumed(
            row.line(),
            heading.text(Column.TYPE),
            type.type() + " takes " + own + " registers, though the table says " + said,
            "mend the type or the length");
      }
      return own;
    }
    if (said > 0 || type.characters() == 0) {
      return said;
    }
    int registers = (type.characters() + 1) / 2;
    remarks.assumed(
        row.line(),
        heading.text(Column.TYPE),
        "the number behind a text counts characters, two to a register",
        "give the table a column 'registers'");
    return registers;
  }
}

package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Draft of a point, from one row of a table.
 *
 * @param place registers that hold it
 * @param meaning how their words are understood
 * @param limits values that may be written
 * @param comments content of the table for which a map has no key
 */
record PointDraft(
    int line,
    String name,
    Place place,
    Meaning meaning,
    PointAccess access,
    Map<Long, String> labels,
    Optional<WriteLimits> limits,
    List<String> comments) {

  /**
   * Registers of a point.
   *
   * @param readFunction 0 if none is stated
   * @param writeFunction 0 if none is stated
   */
  record Place(
      int address, int registers, int readFunction, int writeFunction, Optional<Integer> unitId) {}

  /**
   * How a point's words are understood.
   *
   * @param order empty if neither the row nor its table states one
   */
  record Meaning(
      ValueType type, Optional<WordOrder> order, boolean bitfield, RowScale.Factor factor) {}

  int address() {
    return place.address;
  }

  int registers() {
    return place.registers;
  }

  int readFunction() {
    return place.readFunction;
  }

  int writeFunction() {
    return place.writeFunction;
  }

  Optional<Integer> unitId() {
    return place.unitId;
  }

  ValueType type() {
    return meaning.type;
  }

  Optional<WordOrder> order() {
    return meaning.order;
  }

  boolean bitfield() {
    return meaning.bitfield;
  }

  double scale() {
    return meaning.factor.scale();
  }

  String unit() {
    return meaning.factor.unit();
  }

  /** Name of the point that holds the exponent of the scale. */
  Optional<String> scaleRegister() {
    return meaning.factor.register();
  }

  boolean writable() {
    return access != PointAccess.READ;
  }

  boolean orderDependent() {
    return registers() > 1 && !type().isText();
  }

  /** The same point with that scale and access. */
  PointDraft scaled(RowScale.Factor other, PointAccess access) {
    Meaning scaled = new Meaning(type(), order(), bitfield(), other);
    Optional<WriteLimits> kept = access == PointAccess.READ ? Optional.empty() : limits;
    return new PointDraft(line, name, place, scaled, access, labels, kept, comments);
  }

  PointDraft named(String other) {
    return new PointDraft(line, other, place, meaning, access, labels, limits, comments);
  }
}

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
 * @param order empty if neither the row nor its table states one
 * @param readFunction 0 if none is stated
 * @param writeFunction 0 if none is stated
 * @param comments content of the table for which a map has no key
 */
record PointDraft(
    int line,
    String name,
    int address,
    int registers,
    ValueType type,
    Optional<WordOrder> order,
    boolean bitfield,
    double scale,
    String unit,
    PointAccess access,
    int readFunction,
    int writeFunction,
    Optional<Integer> unitId,
    Map<Long, String> labels,
    Optional<WriteLimits> limits,
    List<String> comments) {

  boolean writable() {
    return access != PointAccess.READ;
  }

  boolean orderDependent() {
    return registers > 1 && type != ValueType.ASCII;
  }

  PointDraft named(String other) {
    return new PointDraft(
        line,
        other,
        address,
        registers,
        type,
        order,
        bitfield,
        scale,
        unit,
        access,
        readFunction,
        writeFunction,
        unitId,
        labels,
        limits,
        comments);
  }
}

package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A point as one row of a table describes it.
 *
 * @param order empty where neither the row nor its table says one
 * @param readFunction 0 where nothing says one
 * @param writeFunction 0 where nothing says one
 * @param comments what the table says of it and a map has no key for
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

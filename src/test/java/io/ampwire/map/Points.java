package io.ampwire.map;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plain points for tests, each different from the plainest in few ways. */
public final class Points {
  private Points() {}

  /** Read every poll with function 3, scale 1, no sentinel, no range. */
  public static Point of(String name, int address, ValueType type) {
    return of(name, address, type, Cadence.EVERY_POLL, 3, Optional.empty());
  }

  public static Point of(
      String name,
      int address,
      ValueType type,
      Cadence cadence,
      int function,
      Optional<Integer> unit) {
    int registers = type == ValueType.ASCII ? 10 : type.registers();
    return build(name, address, registers, type, cadence, function, unit, Set.of(), false, 1);
  }

  /** With raw values that mean "no value". */
  public static Point absentAt(ValueType type, boolean bitfield, Long... notAvailable) {
    return build(
        "p",
        0,
        type.registers(),
        type,
        Cadence.EVERY_POLL,
        3,
        Optional.empty(),
        Set.of(notAvailable),
        bitfield,
        1);
  }

  /** With a scale. */
  public static Point scaled(ValueType type, double scale) {
    return build(
        "p",
        0,
        type.registers(),
        type,
        Cadence.EVERY_POLL,
        3,
        Optional.empty(),
        Set.of(),
        false,
        scale);
  }

  private static Point build(
      String name,
      int address,
      int registers,
      ValueType type,
      Cadence cadence,
      int function,
      Optional<Integer> unit,
      Set<Long> notAvailable,
      boolean bitfield,
      double scale) {
    return Point.at(name, address, registers, type)
        .scale(scale)
        .cadence(cadence)
        .readFunction(function)
        .unitId(unit)
        .bitfield(bitfield)
        .notAvailable(notAvailable)
        .sources(List.of("TEST"))
        .build();
  }
}

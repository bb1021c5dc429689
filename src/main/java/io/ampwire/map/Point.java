package io.ampwire.map;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One named value of a device.
 *
 * @param name key in the state document, {@code [a-z][a-z0-9_]{0,63}}
 * @param address first register, 0-based as on the wire
 * @param registers how many registers of 16 bits it takes
 * @param order word order the document claims; the wire may prove another
 * @param scale published value = raw * scale
 * @param unit as the document spells it, empty where it has none
 * @param unitId Modbus unit that answers it where it is not the charger's own
 * @param firmware versions of the device that have it
 * @param core whether it is one of the document's points, not one added from elsewhere
 * @param bitfield all ones is then a legal reading
 * @param notAvailable raw whole numbers that mean "no value"
 * @param sentinels raw whole numbers that are no quantity but say something, such as 99 "no
 *     session"
 * @param plausible what the decoded value may be
 * @param sources marks of the map's sources
 * @param coding how its code is to be found in its registers
 * @param shown how it is shown to people
 */
public record Point(
    String name,
    int address,
    int registers,
    ValueType type,
    WordOrder order,
    double scale,
    String unit,
    PointAccess access,
    Cadence cadence,
    int readFunction,
    int writeFunction,
    Optional<Integer> unitId,
    FirmwareSpan firmware,
    boolean core,
    boolean bitfield,
    Set<Long> notAvailable,
    Map<Long, String> sentinels,
    List<Label> labels,
    Optional<Range> plausible,
    Optional<WriteRule> write,
    List<String> sources,
    Coding coding,
    Presentation shown) {

  public Point {
    notAvailable = Set.copyOf(notAvailable);
    sentinels = Map.copyOf(sentinels);
    labels = List.copyOf(labels);
    sources = List.copyOf(sources);
  }

  /** A point that every firmware has, whose number is its code. */
  public Point(
      String name,
      int address,
      int registers,
      ValueType type,
      WordOrder order,
      double scale,
      String unit,
      PointAccess access,
      Cadence cadence,
      int readFunction,
      int writeFunction,
      Optional<Integer> unitId,
      boolean core,
      boolean bitfield,
      Set<Long> notAvailable,
      Map<Long, String> sentinels,
      List<Label> labels,
      Optional<Range> plausible,
      Optional<WriteRule> write,
      List<String> sources) {
    this(
        name,
        address,
        registers,
        type,
        order,
        scale,
        unit,
        access,
        cadence,
        readFunction,
        writeFunction,
        unitId,
        FirmwareSpan.ANY,
        core,
        bitfield,
        notAvailable,
        sentinels,
        labels,
        plausible,
        write,
        sources,
        Coding.PLAIN,
        Presentation.PLAIN);
  }

  /** What people call it; without a title, its name in plain letters. */
  public String title() {
    return shown.title().orElseGet(() -> plain(name));
  }

  /** {@code stop_charge} as people write it: Stop charge. */
  public static String plain(String name) {
    String words = name.replace('_', ' ').strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Whether it can be read at all. */
  public boolean readable() {
    return access != PointAccess.WRITE;
  }

  /** Whether something may be written to it at all. */
  public boolean writable() {
    return access != PointAccess.READ;
  }

  /** First register behind the point. */
  public int end() {
    return address + registers;
  }

  /** Whether the order of registers changes its value. */
  public boolean orderDependent() {
    return registers > 1 && type != ValueType.ASCII;
  }

  /**
   * As a register table spells it: {@code U16}, {@code F32BE}; low word first is {@code F32CDAB}.
   */
  public String typeName() {
    if (!orderDependent()) {
      return type.name();
    }
    return type.name() + (order == WordOrder.HIGH_WORD_FIRST ? "BE" : order.letters());
  }

  /** Text of a code, if the map knows it. */
  public Optional<String> label(long code) {
    for (Label label : labels) {
      if (label.code() == code) {
        return Optional.of(label.text());
      }
    }
    return Optional.empty();
  }
}

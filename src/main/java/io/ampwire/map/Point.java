package io.ampwire.map;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Named value of a device, with all data needed to read, write and display it. Its {@link Builder}
 * creates it.
 *
 * @param name key in the state document, {@code [a-z][a-z0-9_]{0,63}}
 * @param address first register, or coil, 0-based as on the wire
 * @param registers number of 16-bit registers; 1 for a coil
 * @param order word order that the document states; a device may prove another
 * @param scale published value = raw * scale
 * @param unit as the document spells it, empty if it has none
 * @param unitId Modbus unit of the point, if it differs from the charger's
 * @param firmware firmware versions that have the point
 * @param core whether the point is from the document, not added from elsewhere
 * @param bitfield whether all ones is a legal reading
 * @param notAvailable raw whole numbers that mean "no value"
 * @param sentinels raw whole numbers with a special meaning instead of a quantity, such as 99 "no
 *     session"
 * @param plausible range of the decoded value
 * @param sources marks of the map's sources
 * @param coding encoding of its code in its registers
 * @param shown name and kind for display
 * @param scope whether each connector has it, or the whole device
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
    Presentation shown,
    PointScope scope) {
  private static final Pattern TAG_NAME = Pattern.compile("(.*_)?(rfid|nfc|tag)(_.*)?");

  public Point {
    notAvailable = Set.copyOf(notAvailable);
    sentinels = Map.copyOf(sentinels);
    labels = List.copyOf(labels);
    sources = List.copyOf(sources);
  }

  /** Display name; without a title, the point's name in plain words. */
  public String title() {
    return shown.title().orElseGet(() -> plain(name));
  }

  /** Converts {@code stop_charge} to plain words: Stop charge. */
  public static String plain(String name) {
    String words = name.replace('_', ' ').strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * Whether the value identifies a person by a card: the map says so by its kind or, without a
   * kind, the name does.
   */
  public boolean isTag() {
    return shown.kind().map(kind -> kind == Presentation.Kind.TAG).orElseGet(this::isNamedTag);
  }

  /** Whether the name contains the word rfid, nfc or tag. */
  boolean isNamedTag() {
    return TAG_NAME.matcher(name).matches();
  }

  /** Whether the point is a coil or a discrete input. */
  public boolean isBit() {
    return type == ValueType.BIT;
  }

  /** Whether the point can be read. */
  public boolean readable() {
    return access != PointAccess.WRITE;
  }

  /** Whether the point can be written. */
  public boolean writable() {
    return access != PointAccess.READ;
  }

  /** The point at the registers of another connector. */
  Point moved(int shift) {
    if (shift == 0 || scope == PointScope.DEVICE) {
      return this;
    }
    return new Builder(this).address(address + shift).build();
  }

  /**
   * Decimal that a reading of the point stands for, so that it compares with a written one. A float
   * has digits beyond the step of the point, which do not count.
   *
   * @param reading a finite number
   */
  public Decimal decimal(double reading) {
    Decimal exact = Decimal.nearest(reading);
    return type.isFloat()
        ? write.flatMap(WriteRule::step).map(exact::nearest).orElse(exact)
        : exact;
  }

  /** First register after the point. */
  public int end() {
    return address + registers;
  }

  /** Whether the register order changes its value. */
  public boolean orderDependent() {
    return registers > 1 && !type.isText();
  }

  /**
   * Type as a register table spells it: {@code U16}, {@code F32BE}; low word first is {@code
   * F32CDAB}.
   */
  public String typeName() {
    if (type.isText() && order.bytesSwapped()) {
      return type.name() + WordOrder.HIGH_WORD_FIRST_BYTES_SWAPPED.letters();
    }
    if (!orderDependent()) {
      return type.name();
    }
    return type.name() + (order == WordOrder.HIGH_WORD_FIRST ? "BE" : order.letters());
  }

  /** Text of a code, if the map has one. */
  public Optional<String> label(long code) {
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).code() == code) {
        return Optional.of(labels.get(i).text());
      }
    }
    return Optional.empty();
  }

  /**
   * Creates a builder of a point that is read each poll with function 3, with its number as value.
   */
  public static Builder at(String name, int address, int registers, ValueType type) {
    return new Builder(name, address, registers, type);
  }

  /** Builder of a point; it collects the deviations from the defaults. */
  public static final class Builder {
    private final String name;
    private int address;
    private final int registers;
    private final ValueType type;
    private WordOrder order = WordOrder.HIGH_WORD_FIRST;
    private double scale = 1;
    private String unit = "";
    private PointAccess access = PointAccess.READ;
    private Cadence cadence = Cadence.EVERY_POLL;
    private int readFunction = 3;
    private int writeFunction = 6;
    private Optional<Integer> unitId = Optional.empty();
    private FirmwareSpan firmware = FirmwareSpan.ANY;
    private boolean core = true;
    private boolean bitfield = false;
    private Set<Long> notAvailable = Set.of();
    private Map<Long, String> sentinels = Map.of();
    private List<Label> labels = List.of();
    private Optional<Range> plausible = Optional.empty();
    private Optional<WriteRule> write = Optional.empty();
    private List<String> sources = List.of();
    private Coding coding = Coding.PLAIN;
    private Presentation shown = Presentation.PLAIN;
    private PointScope scope = PointScope.CONNECTOR;

    private Builder(String name, int address, int registers, ValueType type) {
      this.name = name;
      this.address = address;
      this.registers = registers;
      this.type = type;
    }

    private Builder(Point other) {
      this(other.name, other.address, other.registers, other.type);
      this.order = other.order;
      this.scale = other.scale;
      this.unit = other.unit;
      this.access = other.access;
      this.cadence = other.cadence;
      this.readFunction = other.readFunction;
      this.writeFunction = other.writeFunction;
      this.unitId = other.unitId;
      this.firmware = other.firmware;
      this.core = other.core;
      this.bitfield = other.bitfield;
      this.notAvailable = other.notAvailable;
      this.sentinels = other.sentinels;
      this.labels = other.labels;
      this.plausible = other.plausible;
      this.write = other.write;
      this.sources = other.sources;
      this.coding = other.coding;
      this.shown = other.shown;
      this.scope = other.scope;
    }

    private Builder address(int value) {
      this.address = value;
      return this;
    }

    public Builder order(WordOrder value) {
      this.order = value;
      return this;
    }

    public Builder scale(double value) {
      this.scale = value;
      return this;
    }

    public Builder unit(String value) {
      this.unit = value;
      return this;
    }

    public Builder access(PointAccess value) {
      this.access = value;
      return this;
    }

    public Builder cadence(Cadence value) {
      this.cadence = value;
      return this;
    }

    public Builder readFunction(int value) {
      this.readFunction = value;
      return this;
    }

    public Builder writeFunction(int value) {
      this.writeFunction = value;
      return this;
    }

    public Builder unitId(Optional<Integer> value) {
      this.unitId = value;
      return this;
    }

    public Builder firmware(FirmwareSpan value) {
      this.firmware = value;
      return this;
    }

    public Builder core(boolean value) {
      this.core = value;
      return this;
    }

    public Builder bitfield(boolean value) {
      this.bitfield = value;
      return this;
    }

    public Builder notAvailable(Set<Long> value) {
      this.notAvailable = value;
      return this;
    }

    public Builder sentinels(Map<Long, String> value) {
      this.sentinels = value;
      return this;
    }

    public Builder labels(List<Label> value) {
      this.labels = value;
      return this;
    }

    public Builder plausible(Optional<Range> value) {
      this.plausible = value;
      return this;
    }

    public Builder write(Optional<WriteRule> value) {
      this.write = value;
      return this;
    }

    public Builder sources(List<String> value) {
      this.sources = value;
      return this;
    }

    public Builder coding(Coding value) {
      this.coding = value;
      return this;
    }

    public Builder shown(Presentation value) {
      this.shown = value;
      return this;
    }

    public Builder scope(PointScope value) {
      this.scope = value;
      return this;
    }

    public Point build() {
      return new Point(
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
          firmware,
          core,
          bitfield,
          notAvailable,
          sentinels,
          labels,
          plausible,
          write,
          sources,
          coding,
          shown,
          scope);
    }
  }
}

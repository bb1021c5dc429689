package io.ampwire.format.table;

import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of types in the spellings of makers, drivers and libraries. */
final class TypeNotation {
  private static final Map<String, ValueType> SPELLINGS = new HashMap<>();
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:ascii|string|str|text|utf8|char|chars|octetstring|visiblestring|zeichenkette|chaine"
              + "|cadena|stringa)([0-9]{1,3})?(?:bytes?|chars?|characters?|zeichen)?");

  /** One 16-bit character per register. */
  private static final Pattern WIDE =
      Pattern.compile("utf16|ucs2|unicode|widechar|wchar(?:t)?|(?<=^)w(?=string)");

  private static final Pattern BITS =
      Pattern.compile(
          "(?:bitfield|bitmap|bitmask|bitfeld|bits|flags|bitstring)(16|32|64)?|b(16|32)");
  private static final Pattern ORDER =
      Pattern.compile(
          "(?i)\\b(abcd|cdab|badc|dcba)\\b|(abcd|cdab|badc|dcba)$"
              + "|(high[ -]?word[ -]?first|msw[ -]?first|msw|big[ -]?endian)"
              + "|(low[ -]?word[ -]?first|lsw[ -]?first|lsw|word[ -]?swap(?:ped)?|swapped)"
              + "|(little[ -]?endian)|(?<=[0-9 _(-])(be)\\b|(?<=[0-9 _(-])(le)\\b"
              + "|(low[ -]?byte[ -]?first|lsb[ -]?first|bytes?[ -]?swap(?:ped)?)"
              + "|(high[ -]?byte[ -]?first|msb[ -]?first)");

  /** {@code unsigned integer (64)}, {@code float32}, {@code int16 signed}. */
  private static final Pattern SIZE_BEHIND =
      Pattern.compile(
          "(?<sort>ui|uint|u|unsigned|unsignedint|unsignedinteger|word|i|int|integer|si|sint|s|signed"
              + "|signedint|signedinteger|f|fp|float|real|ieee754float|floatingpoint|enum|register)"
              + "(?<size>16|32|64)(?:bits?)?t?(?<sign>unsigned|signed)?(?:ieee|ieee754)?");

  /** {@code 16-bit integer}, {@code 32 bit float}, {@code 16bit unsigned}. */
  private static final Pattern SIZE_BEFORE =
      Pattern.compile(
          "(?<size>16|32|64)bits?(?<sort>ui|uint|u|unsigned|unsignedint|unsignedinteger|word|i|int"
              + "|integer|si|sint|s|signed|signedint|signedinteger|f|fp|float|real|floatingpoint"
              + "|ieeefloat|ieee754float|enum|register)?");

  /** Longest spelling of a type. */
  private static final int LONGEST = 80;

  static {
    put(
        ValueType.U16,
        """
        u16 uint16 uint16t ui16 unsigned16 unsignedint16 uword word ushort unsignedshort
        int16u 16bitunsigned 16bituint unsigned16bit enum enum16 enumeration uint
        unsignedint unsignedinteger unsigned bool boolean bool16 hex count
        """);
    put(
        ValueType.S16,
        """
        s16 int16 int16t i16 si16 sint16 signed16 signedint16 short int16s 16bitsigned
        16bitint signed16bit int signedint integer signed sint sunssf
        """);
    put(
        ValueType.U32,
        """
        u32 uint32 uint32t ui32 unsigned32 unsignedint32 udint dword udword ulong
        unsignedlong int32u 32bitunsigned 32bituint unsigned32bit enum32 acc32
        """);
    put(
        ValueType.S32,
        """
        s32 int32 int32t i32 si32 sint32 signed32 signedint32 dint long signedlong
        32bitsigned 32bitint signed32bit
        """);
    put(
        ValueType.U64,
        """
        u64 uint64 uint64t ui64 unsigned64 unsignedint64 ulint qword lword ulonglong
        int64u 64bitunsigned unsigned64bit acc64
        """);
    put(
        ValueType.S64,
        """
        s64 int64 int64t i64 si64 sint64 signed64 lint longlong signedint64 64bitsigned
        signed64bit
        """);
    put(
        ValueType.F32,
        """
        f32 float32 float single real real32 ieee754 float32ieee ieee754float
        floatieee754 32bitfloat float32bit singlefloat floatingpoint gleitkomma flottant
        """);
    put(
        ValueType.F64,
        """
        f64 float64 double lreal real64 64bitfloat float64bit doublefloat
        """);
  }

  /**
   * Parsed type.
   *
   * @param order empty if the spelling states none
   * @param characters length of a text; 0 if the spelling states none
   * @param sized whether the spelling states the number of registers
   * @param doubt assumption that was necessary; empty if there was none
   */
  record Spelled(
      ValueType type,
      Optional<WordOrder> order,
      boolean bitfield,
      int characters,
      boolean sized,
      String doubt) {}

  private TypeNotation() {}

  private static void put(ValueType type, String spellings) {
    for (String spelling : spellings.strip().split("\\s+")) {
      SPELLINGS.put(spelling, type);
    }
  }

  /** Type of a cell; empty if it is not a known one. */
  static Optional<Spelled> read(String cell) {
    if (cell.isEmpty() || cell.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher said = ORDER.matcher(cell);
    boolean ordered = said.find();
    Optional<WordOrder> order = ordered ? Optional.of(order(said)) : Optional.empty();
    boolean little = ordered && (said.group(5) != null || said.group(7) != null);
    String doubt =
        little
            ? "little endian may mean CDAB or DCBA; taken as CDAB, low word first, because Modbus"
                + " sends the high byte of a register first"
            : "";
    String rest = ordered ? cell.substring(0, said.start()) + cell.substring(said.end()) : cell;
    String compact = rest.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
    Optional<Spelled> text =
        text(compact, little ? Optional.of(WordOrder.HIGH_WORD_FIRST_BYTES_SWAPPED) : order);
    if (text.isPresent()) {
      return text.filter(spelled -> !spelled.order().map(WordOrder::lowWordFirst).orElse(false));
    }
    Matcher bits = BITS.matcher(compact);
    if (bits.matches()) {
      String size = bits.group(1) != null ? bits.group(1) : bits.group(2);
      ValueType type =
          "64".equals(size) ? ValueType.U64 : "32".equals(size) ? ValueType.U32 : ValueType.U16;
      return Optional.of(new Spelled(type, order, true, 0, size != null, doubt));
    }
    ValueType type = SPELLINGS.get(compact);
    if (type == null) {
      type = SPELLINGS.get(compact.replaceFirst("bits?$", ""));
    }
    if (type != null) {
      boolean sized = compact.chars().anyMatch(Character::isDigit) || type == ValueType.F64;
      return Optional.of(new Spelled(type, order, false, 0, sized, doubt));
    }
    return composed(compact, order, doubt);
  }

  /** Text in ASCII or UTF-16. */
  private static Optional<Spelled> text(String compact, Optional<WordOrder> order) {
    Matcher wide = WIDE.matcher(compact);
    boolean isWide = wide.find();
    String rest = isWide ? wide.replaceFirst("") : compact;
    Matcher text = TEXT.matcher(isWide && rest.matches("[0-9]*") ? "string" + rest : rest);
    if (!text.matches()) {
      return Optional.empty();
    }
    ValueType type = isWide ? ValueType.UTF16 : ValueType.ASCII;
    int characters = text.group(1) == null ? 0 : Integer.parseInt(text.group(1));
    boolean swapped = order.map(WordOrder::bytesSwapped).orElse(false);
    String doubt = swapped ? "the low byte of each register is the first character's" : "";
    return Optional.of(new Spelled(type, order, false, characters, false, doubt));
  }

  /** Kind and size: {@code unsigned integer (64)}. */
  private static Optional<Spelled> composed(
      String compact, Optional<WordOrder> order, String doubt) {
    Matcher behind = SIZE_BEHIND.matcher(compact);
    Matcher before = SIZE_BEFORE.matcher(compact);
    boolean isBehind = behind.matches();
    if (!isBehind && !before.matches()) {
      return Optional.empty();
    }
    Matcher found = isBehind ? behind : before;
    String sort = found.group("sort") == null ? "" : found.group("sort");
    String sign = isBehind && behind.group("sign") != null ? behind.group("sign") : "";
    int size = Integer.parseInt(found.group("size"));
    boolean real = sort.startsWith("f") || sort.contains("float") || sort.equals("real");
    if (real) {
      return size == 16
          ? Optional.empty()
          : Optional.of(
              new Spelled(
                  size == 64 ? ValueType.F64 : ValueType.F32, order, false, 0, true, doubt));
    }
    boolean unsigned =
        sign.isEmpty()
            ? sort.startsWith("u")
                || sort.equals("word")
                || sort.equals("enum")
                || sort.equals("register")
                || sort.isEmpty()
            : sign.equals("unsigned");
    boolean silent =
        sign.isEmpty() && (sort.isEmpty() || sort.equals("integer") || sort.equals("register"));
    ValueType type =
        switch (size) {
          case 16 -> unsigned ? ValueType.U16 : ValueType.S16;
          case 32 -> unsigned ? ValueType.U32 : ValueType.S32;
          default -> unsigned ? ValueType.U64 : ValueType.S64;
        };
    String sure = silent ? "the type does not say whether it has a sign; taken as " + type : doubt;
    return Optional.of(new Spelled(type, order, false, 0, true, sure));
  }

  /** Word order in its own cell. */
  static Optional<WordOrder> order(String cell) {
    Matcher said = ORDER.matcher(" " + cell.strip());
    return said.find() ? Optional.of(order(said)) : Optional.empty();
  }

  private static WordOrder order(Matcher said) {
    String letters = said.group(1) != null ? said.group(1) : said.group(2);
    if (letters != null) {
      for (WordOrder order : WordOrder.values()) {
        if (order.letters().equalsIgnoreCase(letters)) {
          return order;
        }
      }
    }
    if (said.group(8) != null) {
      return WordOrder.HIGH_WORD_FIRST_BYTES_SWAPPED;
    }
    return said.group(3) != null || said.group(6) != null || said.group(9) != null
        ? WordOrder.HIGH_WORD_FIRST
        : WordOrder.LOW_WORD_FIRST;
  }
}

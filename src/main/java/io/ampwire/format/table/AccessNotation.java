package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parser of a register's access and functions, in the spellings of makers. */
final class AccessNotation {
  private static final Set<String> READ =
      words(
          """
          r ro rd read readonly lesen nurlesen l lecture lectureseule lectura sololectura
          lettura solalettura lezen alleenlezen odczyt
          """);
  private static final Set<String> WRITE =
      words(
          """
          w wo wr write writeonly schreiben nurschreiben ecriture escritura scrittura
          schrijven zapis s e
          """);
  private static final Set<String> BOTH =
      words(
          """
          rw readwrite readandwrite lesenschreiben lesenundschreiben ls le lectureecriture
          lecturaescritura letturascrittura lezenschrijven odczytzapis wrrd rdwr rorw
          """);
  private static final Set<String> YES = words("y yes x ja j oui si true 1 ✓ ✔ √ •");
  private static final Set<String> NO = words("n no nein non false 0 - – — n/a na");
  private static final Pattern FUNCTION =
      Pattern.compile("(?<![a-z0-9.])(?:0x0?(10|[1-9a-f])|0?([1-9][0-9]?))(?![a-z0-9.])");
  private static final Pattern FUNCTION_WORD =
      Pattern.compile("(?:function|funktion|fonction|fc|fn|fkt|code|codes|nr|no)s?[. :#]?");
  private static final Pattern BITS = Pattern.compile("coil|discrete|contact");

  /** Longest cell that is parsed for functions. */
  private static final int LONGEST = 120;

  /** Names of registers that are usually writable. */
  private static final Pattern TO_BE_WRITTEN =
      Pattern.compile(
          "(.*_)?(set_?point|set_command|life_?bit|heart_?beat|keep_?alive|watchdog)(_.*)?");

  /**
   * @param read 3 or 4, or 1 or 2 if only functions for single bits are named; 0 if none is named
   * @param write 6 or 16, or 5 or 15 likewise; 0 if none is named
   * @param bits whether functions for single bits are named
   */
  record Functions(int read, int write, boolean bits) {
    /** Coils or discrete inputs, as a word or a reference names them. */
    static Functions ofBits(boolean inputs) {
      return new Functions(inputs ? 2 : 1, 0, true);
    }

    /** Whether no function for registers is named. */
    boolean onlyBits() {
      return bits && read < 3 && write != 6 && write != 16;
    }
  }

  private AccessNotation() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  static Optional<PointAccess> access(String cell) {
    if (cell.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = Column.plain(cell).replaceAll("[^a-z]+", "");
    if (READ.contains(plain)) {
      return Optional.of(PointAccess.READ);
    } else if (WRITE.contains(plain)) {
      return Optional.of(PointAccess.WRITE);
    }
    return BOTH.contains(plain) ? Optional.of(PointAccess.READ_WRITE) : Optional.empty();
  }

  /** Parses a cell of a column called 'read' or 'write'; empty if it is neither yes nor no. */
  static Optional<Boolean> flag(String cell) {
    String plain = cell.toLowerCase(Locale.ROOT);
    if (YES.contains(plain)) {
      return Optional.of(true);
    }
    return plain.isEmpty() || NO.contains(plain) ? Optional.of(false) : Optional.empty();
  }

  /** Whether a register of that name is usually writable. */
  static boolean soundsWritable(String name) {
    return TO_BE_WRITTEN.matcher(name).matches();
  }

  /** Parses a cell of a function column: {@code FC03, FC16}, {@code Holding}. */
  static Optional<Functions> functions(String cell) {
    if (cell.isEmpty() || cell.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = cell.toLowerCase(Locale.ROOT);
    if (BITS.matcher(plain).find()) {
      return Optional.of(Functions.ofBits(!plain.contains("coil")));
    }
    int read = plain.contains("input") ? 4 : plain.contains("holding") ? 3 : 0;
    return numbers(FUNCTION_WORD.matcher(plain).replaceAll(" "), read);
  }

  /** Functions named by numbers, and the read function named by a word; 0 for none. */
  static Optional<Functions> numbers(String plain, int named) {
    int read = named;
    int write = 0;
    int bitRead = 0;
    int bitWrite = 0;
    Matcher numbers = FUNCTION.matcher(plain);
    while (numbers.find()) {
      String hex = numbers.group(1);
      int code = hex != null ? Integer.parseInt(hex, 16) : Integer.parseInt(numbers.group(2));
      code = code == 10 ? 16 : code;
      read = (code == 3 || code == 4) && read == 0 ? code : read;
      write = code == 6 || code == 16 ? Math.max(write, code) : write;
      bitRead = (code == 1 || code == 2) && bitRead == 0 ? code : bitRead;
      bitWrite = (code == 5 || code == 15) && bitWrite == 0 ? code : bitWrite;
    }
    boolean bits = bitRead + bitWrite > 0;
    if (read + write > 0) {
      return Optional.of(new Functions(read, write, bits));
    }
    return bits ? Optional.of(new Functions(bitRead, bitWrite, true)) : Optional.empty();
  }
}

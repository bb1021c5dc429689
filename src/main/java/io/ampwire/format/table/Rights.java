package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be done with a register, and by which functions, as makers say it. */
final class Rights {
  private static final Set<String> READ =
      words(
          """
          r ro rd read readonly lesen nurlesen l lecture lectureseule lectura sololectura
          lettura solalettura lezen alleenlezen odczyt input inputregister
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
          lecturaescritura letturascrittura lezenschrijven odczytzapis wrrd rdwr holding
          holdingregister
          """);
  private static final Pattern FUNCTION = Pattern.compile("(?:0x)?0?([1-9]|1[0-9]|[0-9]{2})\\b");

  /** Names of registers that are there to be written. */
  private static final Pattern TO_BE_WRITTEN =
      Pattern.compile(
          "(.*_)?(set_?point|set_command|life_?bit|heart_?beat|keep_?alive|watchdog)(_.*)?");

  /**
   * @param read 3 or 4, 0 where none is named
   * @param write 6 or 16, 0 where none is named
   * @param bits whether functions for single bits are named
   */
  record Functions(int read, int write, boolean bits) {}

  private Rights() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  static Optional<PointAccess> access(String cell) {
    String plain = Column.plain(cell).toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "");
    if (READ.contains(plain)) {
      return Optional.of(PointAccess.READ);
    } else if (WRITE.contains(plain)) {
      return Optional.of(PointAccess.WRITE);
    }
    return BOTH.contains(plain) ? Optional.of(PointAccess.READ_WRITE) : Optional.empty();
  }

  /** Whether a register of that name is usually there to be written. */
  static boolean soundsWritable(String name) {
    return TO_BE_WRITTEN.matcher(name).matches();
  }

  /** The functions in a cell such as {@code FC03, FC16}, or in a heading such as holding. */
  static Optional<Functions> functions(String cell) {
    String plain = cell.toLowerCase(Locale.ROOT);
    if (plain.matches(".*(coil|discrete).*")) {
      return Optional.of(new Functions(0, 0, true));
    }
    int read = plain.contains("input") ? 4 : plain.contains("holding") ? 3 : 0;
    int write = 0;
    boolean bits = false;
    Matcher numbers = FUNCTION.matcher(plain.replaceAll("(fc|fn|function|funktion|code)\\s*", " "));
    while (numbers.find()) {
      int code = Integer.parseInt(numbers.group(1));
      read = (code == 3 || code == 4) && read == 0 ? code : read;
      write = code == 6 || code == 16 ? Math.max(write, code) : write;
      bits |= code == 1 || code == 2 || code == 5 || code == 15;
    }
    boolean any = read + write > 0 || bits;
    return any ? Optional.of(new Functions(read, write, bits)) : Optional.empty();
  }
}

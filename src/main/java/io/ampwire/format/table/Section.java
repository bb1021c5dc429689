package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Properties that titles and sentences above a table state for all of its rows. A number counts as
 * a function code only after a word for function; a section number never does.
 *
 * @param functions functions for reading and writing the rows
 * @param access access in a title's brackets, such as {@code (read-only)}
 * @param unitId Modbus unit of the rows
 */
record Section(
    Optional<AccessNotation.Functions> functions,
    Optional<PointAccess> access,
    Optional<Integer> unitId) {
  static final Section NONE = new Section(Optional.empty(), Optional.empty(), Optional.empty());

  private static final Pattern BITS = Pattern.compile("\\bcoils?\\b|discrete input");
  private static final Pattern INPUT = Pattern.compile("\\binput[ -]?regist");
  private static final Pattern HOLDING = Pattern.compile("\\bholding[ -]?regist");
  private static final Pattern FUNCTION =
      Pattern.compile(
          "(?:function|funktion|fonction|\\bfc|\\bfn)(?:s|en|scodes?)?(?: ?codes?)?(?: ?nr\\.?| no\\.?)?");
  private static final Pattern IN_BRACKETS = Pattern.compile("[(\\[]([^)\\]]{1,40})[)\\]]");
  private static final Pattern UNIT_ID =
      Pattern.compile(
          "(?:slave|unit|device|geräte)[ -]?(?:address|addresses|adresse|id)s?"
              + "(?: is| ist|:| =| of)? ?([0-9]{1,3})(?![0-9])");

  /** Longest sentence that is parsed. */
  private static final int LONGEST = 500;

  /** Parses the text above a table, the nearest first. */
  static Section of(List<TableText.Sentence> above, ImportFindings findings) {
    Section section = NONE;
    for (TableText.Sentence sentence : above) {
      section = section.joined(read(sentence), sentence, findings);
    }
    return section;
  }

  /** Section of a title between rows, completed by the text above the table. */
  Section inside(TableText.Sentence title, ImportFindings findings) {
    Section own = read(title);
    return own.equals(NONE) ? this : NONE.joined(own, title, findings).or(this);
  }

  private Section or(Section outer) {
    return new Section(
        functions.or(outer::functions), access.or(outer::access), unitId.or(outer::unitId));
  }

  /** Returns this section, completed by another sentence. */
  private Section joined(Section other, TableText.Sentence sentence, ImportFindings findings) {
    String text = (sentence.title() ? "the title '" : "the sentence '") + sentence.text() + "'";
    Optional<AccessNotation.Functions> merged = merged(other);
    if (!merged.equals(functions)) {
      findings.assumed(
          sentence.line(),
          Column.FUNCTION,
          "",
          text + " says how the rows below it are read or written",
          "give the table a column 'function code'");
    }
    if (access.isEmpty() && other.access.isPresent()) {
      findings.assumed(
          sentence.line(),
          Column.ACCESS,
          "",
          text + " says whether the rows below it may be written",
          "give the table a column 'access' with R, W or R/W");
    }
    if (unitId.isEmpty() && other.unitId.isPresent()) {
      findings.assumed(
          sentence.line(),
          Column.UNIT_ID,
          "",
          text + " says that unit " + other.unitId.get() + " answers the rows below it",
          "give the table a column 'unit id'");
    }
    return new Section(merged, access.or(other::access), unitId.or(other::unitId));
  }

  private Optional<AccessNotation.Functions> merged(Section other) {
    if (functions.isEmpty() || other.functions.isEmpty()) {
      return functions.or(other::functions);
    }
    AccessNotation.Functions own = functions.get();
    AccessNotation.Functions more = other.functions.get();
    if (own.bits() || more.bits()) {
      return functions;
    }
    return Optional.of(
        new AccessNotation.Functions(
            own.read() > 0 ? own.read() : more.read(),
            own.write() > 0 ? own.write() : more.write(),
            false));
  }

  private static Section read(TableText.Sentence sentence) {
    String text = sentence.text().toLowerCase(Locale.ROOT);
    if (text.length() > LONGEST) {
      return NONE;
    }
    Optional<PointAccess> access = Optional.empty();
    Matcher bracket = IN_BRACKETS.matcher(sentence.text());
    while (sentence.title() && access.isEmpty() && bracket.find()) {
      access = AccessNotation.access(bracket.group(1));
    }
    Matcher unit = UNIT_ID.matcher(text);
    Optional<Integer> unitId =
        unit.find()
            ? Optional.of(Integer.parseInt(unit.group(1))).filter(id -> id <= 255)
            : Optional.empty();
    // Prose often lists functions that a device does not support; a title does not.
    Optional<AccessNotation.Functions> functions =
        functions(text).filter(f -> sentence.title() || !f.onlyBits());
    return new Section(functions, access, unitId);
  }

  private static Optional<AccessNotation.Functions> functions(String text) {
    int read = INPUT.matcher(text).find() ? 4 : HOLDING.matcher(text).find() ? 3 : 0;
    Matcher word = FUNCTION.matcher(text);
    if (word.find()) {
      String numbers = FUNCTION.matcher(text.substring(word.end())).replaceAll(" ");
      Optional<AccessNotation.Functions> found = AccessNotation.numbers(numbers, read);
      if (found.isPresent()) {
        return found;
      }
    }
    if (BITS.matcher(text).find()) {
      return Optional.of(AccessNotation.Functions.ofBits(!text.contains("coil")));
    }
    return read > 0 ? Optional.of(new AccessNotation.Functions(read, 0, false)) : Optional.empty();
  }
}

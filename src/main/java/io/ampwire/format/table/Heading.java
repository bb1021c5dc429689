package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Row that names the columns of a table. If a heading is ambiguous, such as {@code Register} for an
 * address or for a name, the cells below it decide.
 */
final class Heading {
  /** Number of rows below the heading that are checked for a column's content. */
  private static final int SAMPLE = 60;

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,3}( ?(?i:r|w|rw|r/w|ro|wo))?");

  private final TableText.Row row;
  private final Map<Column, List<Integer>> places = new EnumMap<>(Column.class);
  private final List<Integer> unknown = new ArrayList<>();

  private Heading(TableText.Row row) {
    this.row = row;
    Map<Column, List<Column.Fit>> fits = new EnumMap<>(Column.class);
    for (int i = 0; i < row.cells().size(); i++) {
      Optional<Column.Fit> fit = Column.named(row.cell(i));
      if (fit.isEmpty()) {
        if (!row.cell(i).isEmpty()) {
          unknown.add(i);
        }
        continue;
      }
      insert(fit.get(), i, fits);
    }
  }

  /** Adds a position to a column, in the order of the match. */
  private void insert(Column.Fit fit, int place, Map<Column, List<Column.Fit>> fits) {
    List<Column.Fit> known = fits.computeIfAbsent(fit.column(), same -> new ArrayList<>());
    int at = 0;
    while (at < known.size() && known.get(at).rank() <= fit.rank()) {
      at++;
    }
    known.add(at, fit);
    places.computeIfAbsent(fit.column(), same -> new ArrayList<>()).add(at, place);
  }

  /** Parses a row as a heading; empty if it does not name an address and another column. */
  static Optional<Heading> of(TableText.Row row) {
    if (row.cells().size() < 2 || row.cells().size() > TableText.MOST_COLUMNS) {
      return Optional.empty();
    }
    Heading heading = new Heading(row);
    return heading.complete() ? Optional.of(heading) : Optional.empty();
  }

  private boolean complete() {
    return has(Column.ADDRESS)
        && (has(Column.NAME) || has(Column.DESCRIPTION) || has(Column.TYPE) || known() > 3);
  }

  /** Resolves ambiguous headings by the cells below them. */
  Heading settled(List<TableText.Row> below) {
    List<TableText.Row> sample = below.subList(0, Math.min(SAMPLE, below.size()));
    prefer(Column.ADDRESS, sample, AddressNotation::looksLike);
    prefer(Column.TYPE, sample, cell -> TypeNotation.read(cell).isPresent());
    move(Column.ADDRESS, sample, AddressNotation::looksLike, Column.LENGTH, Heading::isCount);
    move(Column.ADDRESS, sample, AddressNotation::looksLike, Column.NAME, cell -> true);
    move(
        Column.TYPE,
        sample,
        cell -> TypeNotation.read(cell).isPresent(),
        Column.FUNCTION,
        cell -> AccessNotation.functions(cell).isPresent());
    move(
        Column.FUNCTION,
        sample,
        cell -> AccessNotation.functions(cell).isPresent(),
        Column.NAME,
        cell -> true);
    if (!has(Column.NAME) && places.getOrDefault(Column.DESCRIPTION, List.of()).size() > 1) {
      List<Integer> texts = places.get(Column.DESCRIPTION);
      Integer first = Collections.min(texts);
      texts.remove(first);
      places.put(Column.NAME, new ArrayList<>(List.of(first)));
    }
    return this;
  }

  private static boolean isCount(String cell) {
    return COUNT.matcher(cell).matches();
  }

  /** Puts the position whose cells match the column best before the others. */
  private void prefer(Column column, List<TableText.Row> sample, Predicate<String> holds) {
    List<Integer> at = places.get(column);
    if (at != null && at.size() > 1) {
      at.sort(Comparator.comparing((Integer place) -> mostly(sample, place, holds) ? 0 : 1));
    }
  }

  /** Assigns a position to another, missing column if its cells match that column. */
  private void move(
      Column from,
      List<TableText.Row> sample,
      Predicate<String> holds,
      Column to,
      Predicate<String> fits) {
    List<Integer> at = places.get(from);
    if (at == null || has(to)) {
      return;
    }
    boolean spare = from == Column.ADDRESS;
    for (int i = at.size() - 1; i >= (spare ? 1 : 0); i--) {
      int place = at.get(i);
      boolean other = to == Column.LENGTH && from == Column.ADDRESS;
      boolean wrong = other ? plural(place) : !mostly(sample, place, holds);
      if (wrong && any(sample, place) && mostly(sample, place, fits)) {
        at.remove(i);
        places.computeIfAbsent(to, same -> new ArrayList<>()).add(place);
        if (at.isEmpty()) {
          places.remove(from);
        }
        return;
      }
    }
  }

  private boolean plural(int place) {
    return Column.plain(row.cell(place)).matches("registers|regs");
  }

  private static boolean any(List<TableText.Row> sample, int place) {
    return sample.stream().anyMatch(row -> !row.cell(place).isEmpty());
  }

  private static boolean mostly(List<TableText.Row> sample, int place, Predicate<String> holds) {
    long filled = sample.stream().filter(row -> !row.cell(place).isEmpty()).count();
    long held =
        sample.stream()
            .map(row -> row.cell(place))
            .filter(cell -> !cell.isEmpty() && holds.test(cell))
            .count();
    return filled > 0 && 2 * held >= filled;
  }

  TableText.Row row() {
    return row;
  }

  int line() {
    return row.line();
  }

  /** Number of known headings. */
  int known() {
    return places.size();
  }

  boolean has(Column column) {
    return places.containsKey(column);
  }

  /** Position of the column; -1 if there is none. */
  int place(Column column) {
    return has(column) ? places.get(column).get(0) : -1;
  }

  /** Further positions whose headings name the same column. */
  List<Integer> others(Column column) {
    List<Integer> all = places.getOrDefault(column, List.of());
    return all.subList(Math.min(1, all.size()), all.size());
  }

  /** Positions of unknown headings. */
  List<Integer> unknown() {
    return unknown;
  }

  /** Heading as written; empty if the table has no such column. */
  String text(Column column) {
    return has(column) ? row.cell(place(column)) : "";
  }

  /** Cell of a row in that column. */
  String cell(TableText.Row of, Column column) {
    return of.cell(place(column));
  }
}

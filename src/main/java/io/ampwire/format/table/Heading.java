package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The row that says what the columns are. */
final class Heading {
  /** How far down a file it is looked for. */
  private static final int DEEPEST = 40;

  private final Sheet.Row row;
  private final Map<Column, List<Integer>> places;

  private Heading(Sheet.Row row, Map<Column, List<Integer>> places) {
    this.row = row;
    this.places = places;
  }

  /** Of the first rows of a block, the one that has an address and a name, a text or a type. */
  static Optional<Heading> find(Sheet.Block block) {
    return block.rows().stream()
        .limit(DEEPEST)
        .map(row -> new Heading(row, places(row)))
        .filter(Heading::complete)
        .findFirst();
  }

  private boolean complete() {
    return has(Column.ADDRESS) && (has(Column.NAME) || has(Column.DESCRIPTION) || has(Column.TYPE));
  }

  private static Map<Column, List<Integer>> places(Sheet.Row row) {
    Map<Column, List<Integer>> places = new EnumMap<>(Column.class);
    for (int i = 0; i < row.cells().size(); i++) {
      Column best = null;
      int most = 0;
      for (Column column : Column.values()) {
        int fit = column.fit(row.cell(i));
        if (fit > most) {
          best = column;
          most = fit;
        }
      }
      if (best != null) {
        places.computeIfAbsent(best, same -> new ArrayList<>()).add(i);
      }
    }
    places.forEach((column, at) -> at.sort(Collections.reverseOrder(byFit(row, column))));
    return places;
  }

  private static java.util.Comparator<Integer> byFit(Sheet.Row row, Column column) {
    return java.util.Comparator.<Integer>comparingInt(i -> column.fit(row.cell(i)))
        .thenComparing(java.util.Comparator.reverseOrder());
  }

  Sheet.Row row() {
    return row;
  }

  boolean has(Column column) {
    return places.containsKey(column);
  }

  /** Place of the column that names it best, -1 where there is none. */
  int place(Column column) {
    return has(column) ? places.get(column).get(0) : -1;
  }

  /** Further columns of that kind, and those that no word is known for. */
  List<Integer> others(Column column) {
    List<Integer> all = places.getOrDefault(column, List.of());
    return all.subList(Math.min(1, all.size()), all.size());
  }

  /** Places of headings that name nothing known. */
  List<Integer> unknown() {
    List<Integer> unknown = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      int place = i;
      if (!row.cell(i).isEmpty() && places.values().stream().noneMatch(l -> l.contains(place))) {
        unknown.add(i);
      }
    }
    return unknown;
  }

  /** The heading as written, empty where there is no such column. */
  String text(Column column) {
    return has(column) ? row.cell(place(column)) : "";
  }

  /** The cell of a row in that column. */
  String cell(Sheet.Row of, Column column) {
    return of.cell(place(column));
  }
}

package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the blocks of a sheet into points and notes, remarking on everything that is neither. */
final class TableDraft {
  private static final int MOST_ROWS = 5_000;
  private static final int MOST_POINTS = 2_000;
  private static final Set<String> DOCUMENT =
      Set.of(
          "doc revision", "document", "document revision", "dokument", "doc", "source", "quelle");

  private final Remarks remarks;
  private final List<PointDraft> points = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private String document = "";
  private int rows;

  TableDraft(Remarks remarks) {
    this.remarks = remarks;
  }

  List<PointDraft> points() {
    return points;
  }

  List<String> notes() {
    return notes;
  }

  /** What the table says it is taken from, empty where it does not. */
  String document() {
    return document;
  }

  /** Rows below a heading. */
  int rows() {
    return rows;
  }

  void read(Sheet sheet) {
    if (sheet.blocks().stream().mapToInt(block -> block.rows().size()).sum() > MOST_ROWS) {
      remarks.refused(0, "", "more than " + MOST_ROWS + " rows", "split the table");
      return;
    }
    for (Sheet.Block block : sheet.blocks()) {
      Optional<Heading> heading = Heading.find(block);
      if (heading.isEmpty()) {
        block
            .rows()
            .forEach(row -> remarks.unused(row.line(), "", "no row above names its columns", ""));
      } else {
        read(block, heading.get());
      }
      if (points.size() > MOST_POINTS) {
        remarks.refused(0, "", "more than " + MOST_POINTS + " points", "split the table");
        return;
      }
    }
    if (points.isEmpty()) {
      remarks.refused(
          1,
          "",
          "no row became a point",
          "the row above the registers has to name the columns, at least 'name', 'address' and"
              + " 'type'");
    }
  }

  private void read(Sheet.Block block, Heading heading) {
    refuseRungs(heading);
    columns(heading);
    int first = block.rows().indexOf(heading.row());
    block.rows().subList(0, first).stream()
        .filter(row -> !row.filled().isEmpty())
        .forEach(row -> remarks.unused(row.line(), "", above(row), ""));
    List<Sheet.Row> below = block.rows().subList(first + 1, block.rows().size());
    RowReader reader =
        new RowReader(
            heading,
            Addresses.of(heading, below, remarks),
            Lengths.of(heading, below, remarks),
            remarks);
    Optional<Rights.Functions> section = title(heading.row().line(), block.title());
    for (Sheet.Row row : below) {
      List<String> filled = row.filled();
      if (filled.isEmpty() || points.size() > MOST_POINTS) {
        continue;
      }
      rows++;
      if (row.cells().equals(heading.row().cells())) {
        remarks.unused(row.line(), "", "the heading again", "");
      } else if (filled.size() == 1) {
        section = title(row.line(), filled.get(0)).or(() -> title(row.line(), block.title()));
        remarks.unused(row.line(), "", "'" + filled.get(0) + "' is taken for a title", "");
      } else if (filled.size() == 2 && heading.cell(row, Column.TYPE).isEmpty()) {
        note(row.line(), filled.get(0), filled.get(1));
      } else {
        reader.read(row, section).ifPresent(this::add);
      }
    }
  }

  private static String above(Sheet.Row row) {
    return "'" + String.join(" ", row.filled()) + "' stands above the row that names the columns";
  }

  /** A rung is computed from evidence; a table that claims one is not taken at all. */
  private void refuseRungs(Heading heading) {
    if (heading.has(Column.RUNG)) {
      remarks.refused(
          heading.row().line(),
          heading.text(Column.RUNG),
          "a rung is computed from evidence and never written by hand",
          "remove the column, and let verify earn it");
    }
  }

  private void columns(Heading heading) {
    int line = heading.row().line();
    for (int place : heading.unknown()) {
      remarks.unused(
          line,
          heading.row().cell(place),
          "no column of this name is known",
          "rename it if it matters");
    }
    Set<Column> merged = new HashSet<>();
    for (Column column : Column.values()) {
      for (int place : heading.others(column)) {
        merged.add(column);
        remarks.unused(
            line,
            heading.row().cell(place),
            "column '" + heading.text(column) + "' says this already",
            "rename that one if this is right");
      }
    }
    if (!heading.has(Column.NAME)) {
      remarks.assumed(
          line,
          heading.text(Column.DESCRIPTION),
          "points are named after it: there is no column with names",
          "give the table a column 'name'");
    }
  }

  /** What a title says of the functions below it. */
  private Optional<Rights.Functions> title(int line, String text) {
    Optional<Rights.Functions> said = Rights.functions(text);
    boolean about = text.toLowerCase(Locale.ROOT).matches(".*(regist|input|holding|coil|fc).*");
    if (said.isPresent() && about) {
      remarks.assumed(
          line,
          "",
          "the title '" + text + "' says how the rows below it are read",
          "give the table a column 'function code'");
      return said;
    }
    return Optional.empty();
  }

  private void note(int line, String key, String text) {
    String plain = Column.plain(key);
    if (plain.equals("rung")) {
      remarks.refused(
          line,
          "",
          "a rung is computed from evidence and never written by hand",
          "remove the row, and let verify earn it");
    } else if (DOCUMENT.contains(plain)) {
      document = text;
    } else {
      notes.add(key + ": " + text);
      remarks.unused(
          line,
          "",
          "'" + key + "' has no type, so it is no point; kept as a note of the map",
          "give the row a type if it is a register");
    }
  }

  private void add(PointDraft point) {
    int used = names.merge(point.name(), 1, Integer::sum);
    if (used == 1) {
      points.add(point);
      return;
    }
    String other = point.name() + "_" + point.address();
    remarks.assumed(
        point.line(),
        "",
        "'" + point.name() + "' is a name already; this one is '" + other + "'",
        "give it a name of its own");
    names.merge(other, 1, Integer::sum);
    points.add(point.named(other));
  }
}

package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reader of all tables of a file into drafts of points; it counts the result of each row. */
final class TableReader {
  private static final int MOST_POINTS = 2_000;
  private static final Set<String> DOCUMENT =
      Set.of(
          "doc revision", "document", "document revision", "dokument", "doc", "source", "quelle");

  private final ImportFindings findings;
  private final List<PointDraft> points = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Integer> names = new HashMap<>();
  private final Map<Integer, String> rowNames = new HashMap<>();
  private final List<Integer> lost = new ArrayList<>();
  private final List<Integer> unread = new ArrayList<>();
  private String document = "";
  private int rows;
  private int kept;

  TableReader(ImportFindings findings) {
    this.findings = findings;
  }

  List<PointDraft> points() {
    return points;
  }

  List<String> notes() {
    return notes;
  }

  /** Source that the table names; empty if it names none. */
  String document() {
    return document;
  }

  Survival survival() {
    return new Survival(rows, points.size(), kept, lost, unread);
  }

  void read(TableText text) {
    for (TableText.Block block : text.blocks()) {
      read(block);
      if (points.size() > MOST_POINTS) {
        findings.refused(
            0, Column.NAME, "", "more than " + MOST_POINTS + " points", "split the table");
        return;
      }
    }
    lost.addAll(new ScaleRegisters(rowNames, findings).resolve(points));
    if (points.isEmpty() && !findings.refuses()) {
      findings.refused(
          1,
          Column.NAME,
          "",
          "no row became a point",
          "the row above the registers has to name the columns: one for the address, and one for"
              + " names, descriptions or types");
    }
  }

  /** Handles a block, which may hold several tables, each with its own heading row. */
  private void read(TableText.Block block) {
    Section section = null;
    Heading heading = null;
    int first = 0;
    List<TableText.Row> all = block.rows();
    for (int i = 0; i <= all.size(); i++) {
      Optional<Heading> next = i < all.size() ? heading(all.get(i), heading) : Optional.empty();
      if (i < all.size() && next.isEmpty()) {
        continue;
      }
      List<TableText.Row> above = all.subList(first, i);
      if (heading == null) {
        withoutHeading(above, next.isPresent());
      } else {
        read(heading.settled(above), above, section);
      }
      if (next.isPresent()) {
        section = section == null ? Section.of(block.above(), findings) : section;
        heading = next.get();
        first = i + 1;
      }
    }
  }

  /** A row inside a table is a heading only if it names at least three columns. */
  private static Optional<Heading> heading(TableText.Row row, Heading current) {
    return Heading.of(row).filter(heading -> current == null || heading.known() >= 3);
  }

  private void withoutHeading(List<TableText.Row> block, boolean aboveHeading) {
    for (TableText.Row row : block) {
      List<String> filled = row.filled();
      if (filled.isEmpty()) {
        continue;
      }
      boolean data =
          filled.stream().anyMatch(AddressNotation::looksLike)
              && filled.stream().anyMatch(cell -> TypeNotation.read(cell).isPresent());
      if (data) {
        rows++;
        lost.add(row.line());
      }
      String cut = String.join(" ", filled);
      findings.unused(
          row.line(),
          Column.NAME,
          "",
          aboveHeading
              ? "'" + cut + "' stands above the row that names the columns"
              : "no row above names an address column, so the table is not read",
          aboveHeading ? "" : "name the columns above the registers");
    }
  }

  private void read(Heading heading, List<TableText.Row> below, Section around) {
    refuseRungs(heading);
    columns(heading);
    RowReader reader = new RowReader(heading, below, findings);
    secondAddresses(heading, below);
    Section section = around;
    for (TableText.Row row : below) {
      List<String> filled = row.filled();
      if (filled.isEmpty() || points.size() > MOST_POINTS) {
        continue;
      }
      rows++;
      if (filled.size() == 1 && !reader.hasAddress(row)) {
        TableText.Sentence title = new TableText.Sentence(row.line(), true, filled.get(0));
        section = around.inside(title, findings);
        kept++;
        findings.unused(
            row.line(), Column.NAME, "", "'" + filled.get(0) + "' is taken for a title", "");
      } else if (isNote(heading, row, reader)) {
        note(row, reader.hasAddress(row));
      } else if (reader.isReserved(row)) {
        kept++;
        findings.unused(row.line(), Column.NAME, "", "reserved registers are left out", "");
      } else {
        Optional<PointDraft> point = reader.read(row, section);
        point.ifPresent(this::add);
        if (point.isEmpty()) {
          (reader.looksLikeARegister(row) ? lost : unread).add(row.line());
        }
      }
    }
  }

  /**
   * Whether a row is a remark about the device: two cells in a wider table, neither of them a type.
   */
  private static boolean isNote(Heading heading, TableText.Row row, RowReader reader) {
    boolean typed = heading.has(Column.TYPE) && !heading.cell(row, Column.TYPE).isEmpty();
    return row.filled().size() == 2
        && heading.known() > 2
        && !typed
        && (heading.has(Column.TYPE) || !reader.hasAddress(row));
  }

  /** Refuses a table that claims a rung, because rungs are computed from evidence. */
  private void refuseRungs(Heading heading) {
    if (heading.has(Column.RUNG)) {
      findings.refused(
          heading.line(),
          Column.RUNG,
          heading.text(Column.RUNG),
          "a rung is computed from evidence and never written by hand",
          "remove the column, and let verify earn it");
    }
  }

  private void columns(Heading heading) {
    int line = heading.line();
    for (int place : heading.unknown()) {
      findings.unused(
          line,
          Column.NAME,
          heading.row().cell(place),
          "no column of this name is known",
          "rename it if it matters");
    }
    for (Column column : Column.values()) {
      for (int place : heading.others(column)) {
        findings.unused(
            line,
            column,
            heading.row().cell(place),
            "column '" + heading.text(column) + "' says this already",
            "rename that one if this is right");
      }
    }
    if (!heading.has(Column.NAME)) {
      findings.assumed(
          line,
          Column.NAME,
          heading.text(Column.DESCRIPTION),
          "points are named after it: there is no column with names",
          "give the table a column 'name'");
    }
  }

  /**
   * Checks a second column of addresses: it must state the same address, or one more, in every row.
   */
  private void secondAddresses(Heading heading, List<TableText.Row> below) {
    for (int place : heading.others(Column.ADDRESS)) {
      String title = heading.row().cell(place);
      if (!Column.plain(title).matches(".*(addr|adr|regist|hex|dec).*")) {
        continue;
      }
      for (TableText.Row row : below) {
        Optional<Integer> first = NumberNotation.whole(heading.cell(row, Column.ADDRESS));
        Optional<Integer> second = NumberNotation.whole(row.cell(place));
        boolean hex = title.toLowerCase(java.util.Locale.ROOT).contains("hex");
        if (hex && second.isPresent() && NumberNotation.prefixed(row.cell(place)).isEmpty()) {
          second = NumberNotation.hex(row.cell(place));
        }
        if (first.isPresent() && second.isPresent() && Math.abs(first.get() - second.get()) > 1) {
          findings.assumed(
              row.line(),
              Column.ADDRESS,
              title,
              "'"
                  + row.cell(place)
                  + "' is another address than '"
                  + heading.cell(row, Column.ADDRESS)
                  + "', which is taken",
              "correct one of them");
        }
      }
    }
  }

  private void note(TableText.Row row, boolean addressed) {
    List<String> filled = row.filled();
    String key = filled.get(0);
    String plain = Column.plain(key);
    if (addressed) {
      lost.add(row.line());
    } else {
      kept++;
    }
    if (plain.equals("rung")) {
      findings.refused(
          row.line(),
          Column.RUNG,
          "",
          "a rung is computed from evidence and never written by hand",
          "remove the row, and let verify earn it");
    } else if (DOCUMENT.contains(plain)) {
      document = filled.get(1);
    } else {
      notes.add(key + ": " + filled.get(1));
      findings.unused(
          row.line(),
          Column.TYPE,
          "",
          "'" + key + "' has no type, so it is not a point; kept as a note of the map",
          "give the row a type if it is a register");
    }
  }

  private void add(PointDraft point) {
    int used = names.merge(point.name(), 1, Integer::sum);
    rowNames.put(point.line(), point.name());
    if (used == 1) {
      points.add(point);
      return;
    }
    String other = point.name() + "_" + point.address();
    int again = names.merge(other, 1, Integer::sum);
    String free = again == 1 ? other : other + "_" + again;
    findings.assumed(
        point.line(),
        Column.NAME,
        "",
        "'" + point.name() + "' is already the name of a point; this one is '" + free + "'",
        "give it a name of its own");
    points.add(point.named(free));
  }
}

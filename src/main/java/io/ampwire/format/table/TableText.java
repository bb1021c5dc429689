package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Cells of a file, from Markdown or from separated values.
 *
 * @param blocks tables of the file; each may have its own heading row
 */
record TableText(List<Block> blocks) {
  /** Longest file, characters. */
  static final int LONGEST = 1 << 20;

  /** Most rows of a file. */
  static final int MOST_ROWS = 5_000;

  /** Most columns of a row. */
  static final int MOST_COLUMNS = 200;

  private static final int CELL = 2_000;
  private static final Pattern SPACES = Pattern.compile("[ \\t\\u00a0\\u202f]+");

  /** Rows of one table, with the text above them. */
  record Block(List<Sentence> above, List<Row> rows) {
    Block {
      above = List.copyOf(above);
      rows = List.copyOf(rows);
    }
  }

  /**
   * Title or line of prose above a table.
   *
   * @param line from 1
   */
  record Sentence(int line, boolean title, String text) {
    Sentence {
      text = cleaned(text);
    }
  }

  /**
   * Cells of one row, trimmed.
   *
   * @param line first line of the row, from 1
   */
  record Row(int line, List<String> cells) {
    Row {
      cells = cells.stream().map(TableText::cleaned).toList();
    }

    /** Cell at a position; empty if the row is shorter. */
    String cell(int column) {
      return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }

    /** Cells that have content. */
    List<String> filled() {
      return cells.stream().filter(cell -> !cell.isEmpty()).toList();
    }
  }

  TableText {
    blocks = List.copyOf(blocks);
  }

  /** Trims the text to at most 2000 characters and merges spaces; line breaks stay. */
  private static String cleaned(String cell) {
    String bounded = cell.length() > 2 * CELL ? cell.substring(0, 2 * CELL) : cell;
    String text = SPACES.matcher(bounded).replaceAll(" ").strip();
    return text.length() > CELL ? text.substring(0, CELL) : text;
  }

  /**
   * Splits a text into tables. A text that is too long, too wide or has too many rows is refused
   * and gives none.
   */
  static TableText of(String text, ImportFindings findings) {
    if (text.length() > LONGEST) {
      findings.refused(
          0, Column.NAME, "", "longer than " + LONGEST + " characters", "split the table");
      return new TableText(List.of());
    }
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    TableText tables =
        MarkdownTables.looksLike(plain)
            ? MarkdownTables.read(plain, findings)
            : CsvTables.read(plain, findings);
    int rows = 0;
    for (Block block : tables.blocks) {
      rows += block.rows().size();
      for (Row row : block.rows()) {
        if (row.cells().stream().anyMatch(cell -> cell.length() >= CELL)) {
          findings.unused(
              row.line(),
              Column.DESCRIPTION,
              "",
              "a cell longer than " + CELL + " characters is cut",
              "shorten the cell");
        }
        if (row.cells().size() > MOST_COLUMNS) {
          findings.refused(
              row.line(),
              Column.NAME,
              "",
              "more than " + MOST_COLUMNS + " columns",
              "give each register a row of its own");
          return new TableText(List.of());
        }
      }
    }
    if (rows > MOST_ROWS) {
      findings.refused(0, Column.NAME, "", "more than " + MOST_ROWS + " rows", "split the table");
      return new TableText(List.of());
    }
    return tables;
  }

  /** Row that keeps just enough cells to show that it has too many. */
  static Row row(int line, List<String> cells) {
    return new Row(
        line,
        cells.size() > MOST_COLUMNS + 1
            ? new ArrayList<>(cells.subList(0, MOST_COLUMNS + 1))
            : cells);
  }
}

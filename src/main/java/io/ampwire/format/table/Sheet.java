package io.ampwire.format.table;

import java.util.List;

/**
 * The cells of a file, whatever it is written in.
 *
 * @param blocks tables of the file, each with a heading row of its own
 */
record Sheet(List<Block> blocks) {
  private static final int CELL = 2_000;

  /**
   * @param title the last heading before it, empty where there is none
   */
  record Block(String title, List<Row> rows) {
    Block {
      rows = List.copyOf(rows);
    }
  }

  /** Cells of one row, trimmed; {@code line} is where it begins, from 1. */
  record Row(int line, List<String> cells) {
    Row {
      cells = cells.stream().map(Row::cleaned).toList();
    }

    /** The cell at a place, empty where the row is shorter. */
    String cell(int column) {
      return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }

    List<String> filled() {
      return cells.stream().filter(cell -> !cell.isEmpty()).toList();
    }

    private static String cleaned(String cell) {
      String text = cell.length() > CELL ? cell.substring(0, CELL) : cell;
      return text.replace('\u00a0', ' ').replace('\u202f', ' ').strip();
    }
  }

  Sheet {
    blocks = List.copyOf(blocks);
  }

  /** The sheet of a text: Markdown where lines begin with a bar, else separated values. */
  static Sheet of(String text, Remarks remarks) {
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    long bars = plain.lines().filter(line -> line.strip().startsWith("|")).limit(2).count();
    return bars > 1 ? MarkdownSheet.read(plain, remarks) : CsvSheet.read(plain, remarks);
  }
}

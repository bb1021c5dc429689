package io.ampwire.format.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Parser of values separated by commas, semicolons, tabs or bars, quoted or not. */
final class CsvTables {
  private static final char[] SEPARATORS = {';', '\t', ',', '|'};

  /** Number of rows on which each separator is tried. */
  private static final int SAMPLE = 50;

  private CsvTables() {}

  static TableText read(String text, ImportFindings findings) {
    char best = ',';
    long most = 0;
    for (char separator : SEPARATORS) {
      long cells = rows(text, separator, SAMPLE).map(CsvTables::separated).orElse(0L);
      if (cells > most) {
        best = separator;
        most = cells;
      }
    }
    Optional<List<TableText.Row>> rows = rows(text, best, TableText.MOST_ROWS + 1);
    if (rows.isEmpty()) {
      findings.refused(1, Column.NAME, "", "a quoted cell never ends", "close the quotation mark");
      return new TableText(List.of());
    }
    return new TableText(List.of(new TableText.Block(List.of(), rows.get())));
  }

  /** Number of cells in the rows with more than one. */
  private static long separated(List<TableText.Row> rows) {
    return rows.stream()
        .mapToInt(row -> row.cells().size())
        .filter(n -> n > 1)
        .asLongStream()
        .sum();
  }

  private static Optional<List<TableText.Row>> rows(String text, char separator, int limit) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrailingData(true)
            .get();
    List<TableText.Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      Lines lines = new Lines(text);
      for (CSVRecord record : parser) {
        rows.add(TableText.row(lines.at((int) record.getCharacterPosition()), record.toList()));
        if (rows.size() >= limit) {
          break;
        }
      }
      return Optional.of(rows);
    } catch (IOException | UncheckedIOException malformed) {
      return Optional.empty();
    }
  }

  /** Line numbers of positions in the text, searched only forward. */
  private static final class Lines {
    private final String text;
    private int reached;
    private int line = 1;

    private Lines(String text) {
      this.text = text;
    }

    private int at(int place) {
      while (reached < text.length() && (reached < place || empty())) {
        line += text.charAt(reached++) == '\n' ? 1 : 0;
      }
      return line;
    }

    /** Whether an empty line precedes the record. */
    private boolean empty() {
      return text.charAt(reached) == '\n' || text.charAt(reached) == '\r';
    }
  }
}

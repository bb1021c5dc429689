package io.ampwire.format.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Values separated by commas, semicolons, tabs or bars, quoted or not. */
final class CsvSheet {
  private static final char[] SEPARATORS = {';', '\t', ',', '|'};

  /** Rows that a separator is tried on. */
  private static final int SAMPLE = 50;

  private CsvSheet() {}

  static Sheet read(String text, Remarks remarks) {
    char best = ',';
    long most = 0;
    for (char separator : SEPARATORS) {
      Optional<List<Sheet.Row>> rows = rows(text, separator, SAMPLE);
      long wide = rows.map(CsvSheet::typical).orElse(0L);
      if (wide > most) {
        best = separator;
        most = wide;
      }
    }
    Optional<List<Sheet.Row>> rows = rows(text, best, Integer.MAX_VALUE);
    if (rows.isEmpty()) {
      remarks.refused(1, "", "a quoted cell never ends", "close the quotation mark");
      return new Sheet(List.of());
    }
    return new Sheet(List.of(new Sheet.Block("", rows.get())));
  }

  /** How many cells rows have that have more than one, times how many such rows. */
  private static long typical(List<Sheet.Row> rows) {
    return rows.stream()
        .mapToInt(row -> row.cells().size())
        .filter(n -> n > 1)
        .asLongStream()
        .sum();
  }

  private static Optional<List<Sheet.Row>> rows(String text, char separator, int limit) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setIgnoreEmptyLines(true)
            .setIgnoreSurroundingSpaces(true)
            .setTrailingData(true)
            .get();
    List<Sheet.Row> rows = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(text, format)) {
      Lines lines = new Lines(text);
      for (CSVRecord record : parser) {
        rows.add(new Sheet.Row(lines.at((int) record.getCharacterPosition()), record.toList()));
        if (rows.size() >= limit) {
          break;
        }
      }
      return Optional.of(rows);
    } catch (IOException | UncheckedIOException malformed) {
      return Optional.empty();
    }
  }

  /** Finds out in which line a place is, going only forward. */
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

    /** Lines without anything before a record. */
    private boolean empty() {
      return text.charAt(reached) == '\n' || text.charAt(reached) == '\r';
    }
  }
}

package io.ampwire.format.table;

import java.util.ArrayList;
import java.util.List;

/** Markdown tables. Prose between them is not read, headings are. */
final class MarkdownSheet {
  private MarkdownSheet() {}

  static Sheet read(String text, Remarks remarks) {
    List<Sheet.Block> blocks = new ArrayList<>();
    List<Sheet.Row> rows = new ArrayList<>();
    String title = "";
    int line = 0;
    for (String written : text.lines().toList()) {
      line++;
      String content = written.strip();
      if (content.startsWith("|")) {
        List<String> cells = cells(content);
        if (!rule(cells)) {
          rows.add(new Sheet.Row(line, cells));
        }
        continue;
      }
      if (!rows.isEmpty()) {
        blocks.add(new Sheet.Block(title, rows));
        rows = new ArrayList<>();
        title = "";
      }
      if (content.startsWith("#")) {
        title = content.replaceFirst("^#+", "").strip();
      } else if (!content.isEmpty()) {
        remarks.unused(line, "", "prose outside of a table is not read", "");
      }
    }
    if (!rows.isEmpty()) {
      blocks.add(new Sheet.Block(title, rows));
    }
    return new Sheet(blocks);
  }

  /** Between bars, of which an escaped one is content. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (int i = 1; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length() && line.charAt(i + 1) == '|') {
        cell.append('|');
        i++;
      } else if (c == '|') {
        cells.add(plain(cell.toString()));
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (!cell.toString().isBlank()) {
      cells.add(plain(cell.toString()));
    }
    return cells;
  }

  private static String plain(String cell) {
    return cell.replace("`", "").replace("**", "").replaceAll("(?i)<br ?/?>", "\n");
  }

  /** The line below a heading row. */
  private static boolean rule(List<String> cells) {
    return !cells.isEmpty() && cells.stream().allMatch(cell -> cell.strip().matches(":?-+:?"));
  }
}

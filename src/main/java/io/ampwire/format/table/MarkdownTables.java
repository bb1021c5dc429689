package io.ampwire.format.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Parser of Markdown tables, with or without a bar at the beginning of each line. It keeps headings
 * and prose above a table, because they may state the function or the unit of its registers.
 */
final class MarkdownTables {
  private static final Pattern RULE_CELL = Pattern.compile(":?-+:?");
  private static final Pattern BREAK = Pattern.compile("(?i)<br\\s{0,3}/?>");

  /** Mark of a footnote; a superscript behind 10 is an exponent, behind m an area. */
  private static final Pattern FOOTNOTE =
      Pattern.compile("(?<!\\b10)(?<!\\bm)<sup> ?(?:[a-z]|[0-9]{1,2}|\\*{1,3}|†) ?</sup>");

  private static final Pattern TAG = Pattern.compile("</?(?i:sup|sub|b|i|em|strong|code)>");

  private MarkdownTables() {}

  /** Whether two lines begin with a bar, or one line is the rule below a heading row. */
  static boolean looksLike(String text) {
    int bars = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String content = line.strip();
      if (content.startsWith("|") && ++bars > 1 || isRule(content)) {
        return true;
      }
    }
    return false;
  }

  /** Title above a table, with its nesting level. */
  private record Title(int level, TableText.Sentence sentence) {}

  static TableText read(String text, ImportFindings findings) {
    List<TableText.Block> blocks = new ArrayList<>();
    List<TableText.Row> rows = new ArrayList<>();
    Deque<Title> titles = new ArrayDeque<>();
    List<TableText.Sentence> prose = new ArrayList<>();
    List<String> lines = text.lines().toList();
    boolean table = false;
    int kept = 0;
    for (int i = 0; i < lines.size() && kept <= TableText.MOST_ROWS; i++) {
      String content = lines.get(i).strip();
      boolean head = i + 1 < lines.size() && content.contains("|") && isRule(lines.get(i + 1));
      table = content.startsWith("|") || head || table && content.contains("|");
      if (table) {
        if (!isRule(content)) {
          rows.add(TableText.row(i + 1, cells(content)));
          kept++;
        }
        continue;
      }
      if (!rows.isEmpty()) {
        blocks.add(new TableText.Block(above(titles, prose), rows));
        rows = new ArrayList<>();
        prose.clear();
      }
      if (content.startsWith("#")) {
        int level = level(content);
        while (!titles.isEmpty() && titles.peek().level() >= level) {
          titles.pop();
        }
        String title = plain(content.substring(level)).strip();
        titles.push(new Title(level, new TableText.Sentence(i + 1, true, title)));
        prose.clear();
      } else if (!content.isEmpty()) {
        prose.add(new TableText.Sentence(i + 1, false, plain(content)));
        findings.unused(
            i + 1,
            Column.DESCRIPTION,
            "",
            "prose outside of a table is not read, but for functions and unit ids",
            "");
      }
    }
    if (!rows.isEmpty()) {
      blocks.add(new TableText.Block(above(titles, prose), rows));
    }
    return new TableText(blocks);
  }

  /** Returns prose first, then titles from the nearest to the outermost. */
  private static List<TableText.Sentence> above(
      Deque<Title> titles, List<TableText.Sentence> prose) {
    List<TableText.Sentence> above = new ArrayList<>(prose);
    titles.forEach(title -> above.add(title.sentence()));
    return above;
  }

  private static int level(String heading) {
    int level = 0;
    while (level < heading.length() && heading.charAt(level) == '#') {
      level++;
    }
    return level;
  }

  /** Splits a line at its bars; an escaped bar is content. */
  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (int i = line.startsWith("|") ? 1 : 0; i < line.length(); i++) {
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
    String text = cell.replace("`", "").replace("**", "").replace("\\_", "_");
    return TAG.matcher(FOOTNOTE.matcher(BREAK.matcher(text).replaceAll("\n")).replaceAll(""))
        .replaceAll("");
  }

  /** Whether a line is the rule below a heading row. */
  private static boolean isRule(String line) {
    String content = line.strip();
    if (!content.contains("|") || !content.contains("-")) {
      return false;
    }
    List<String> cells = cells(content);
    return !cells.isEmpty()
        && cells.stream().allMatch(cell -> RULE_CELL.matcher(cell.strip()).matches());
  }
}

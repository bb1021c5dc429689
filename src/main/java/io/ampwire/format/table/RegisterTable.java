package io.ampwire.format.table;

import io.ampwire.map.PointAccess;
import io.ampwire.map.ValueType;
import io.ampwire.map.WordOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Converter from a register table, as makers publish it, to the YAML of a map. Every assumption and
 * omission is a finding.
 */
public final class RegisterTable {
  private static final int READ = 3;
  private static final int READ_INPUT = 4;
  private static final int SINGLE = 6;
  private static final int MULTIPLE = 16;

  private RegisterTable() {}

  /**
   * Result of a conversion.
   *
   * @param yaml empty if the table was refused
   * @param survival share of the table that is in the map
   */
  public record Drafted(Optional<String> yaml, List<ImportFinding> findings, Survival survival) {
    public Drafted {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Converts a table to the YAML of a map. The work is linear in the length of the text, and
   * bounded.
   *
   * @param id id of the map
   * @param source source that the map names, such as the file's name
   * @param text Markdown or separated values, at most 2^20 characters
   */
  public static Drafted draft(String id, String source, String text) {
    ImportFindings findings = new ImportFindings();
    TableReader tables = new TableReader(findings);
    tables.read(TableText.of(text, findings));
    if (findings.refuses()) {
      return new Drafted(Optional.empty(), findings.list(), tables.survival());
    }
    MapDraftYaml.CommonSettings common = common(tables.points(), findings);
    findings.assumed(0, Column.NAME, "", "the licence of the table is unknown", "set licence");
    String yaml = new MapDraftYaml(common).of(id, source, tables);
    return new Drafted(Optional.of(yaml), findings.list(), tables.survival());
  }

  private static MapDraftYaml.CommonSettings common(
      List<PointDraft> points, ImportFindings findings) {
    List<PointDraft> registers =
        points.stream().filter(point -> point.type() != ValueType.BIT).toList();
    return new MapDraftYaml.CommonSettings(
        order(registers, findings),
        read(registers, findings),
        write(registers, findings),
        unit(points, findings));
  }

  /** Unit id that most points name; 1 if the table names none. */
  private static int unit(List<PointDraft> points, ImportFindings findings) {
    Map<Integer, Integer> votes = new TreeMap<>();
    points.forEach(p -> p.unitId().ifPresent(unit -> votes.merge(unit, 1, Integer::sum)));
    int most =
        votes.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(1);
    findings.assumed(
        0,
        Column.UNIT_ID,
        "",
        "the device answers as Modbus unit " + most + " on port 502",
        "set link.unit and link.port");
    return most;
  }

  private static int read(List<PointDraft> points, ImportFindings findings) {
    boolean holding = points.stream().anyMatch(p -> p.readFunction() == READ);
    boolean any = points.stream().anyMatch(p -> p.readFunction() > 0);
    if (!any) {
      findings.assumed(
          0,
          Column.FUNCTION,
          "",
          "registers are holding registers, read with function 3",
          "set link.read-function, or give the table a column 'function code'");
      return READ;
    }
    int read = holding ? READ : READ_INPUT;
    points.stream()
        .filter(p -> p.readFunction() == 0 && p.access() != PointAccess.WRITE)
        .forEach(
            p ->
                findings.assumed(
                    p.line(),
                    Column.FUNCTION,
                    "",
                    "read with function " + read + ", because the row does not say",
                    "give the row a function code"));
    return read;
  }

  private static int write(List<PointDraft> points, ImportFindings findings) {
    List<PointDraft> writable = points.stream().filter(PointDraft::writable).toList();
    boolean single = writable.stream().anyMatch(p -> p.writeFunction() == SINGLE);
    boolean multiple = writable.stream().anyMatch(p -> p.writeFunction() == MULTIPLE);
    boolean wide = writable.stream().anyMatch(p -> p.registers() > 1);
    int write = multiple && !single || wide && !single ? MULTIPLE : SINGLE;
    if (!writable.isEmpty() && !single && !multiple) {
      findings.assumed(
          0,
          Column.FUNCTION,
          "",
          "registers are written with function " + write,
          "set link.write-function to " + (write == SINGLE ? MULTIPLE : SINGLE) + " for the other");
    }
    return write;
  }

  private static WordOrder order(List<PointDraft> points, ImportFindings findings) {
    Map<WordOrder, Integer> votes = new EnumMap<>(WordOrder.class);
    points.stream()
        .filter(PointDraft::orderDependent)
        .flatMap(point -> point.order().stream())
        .forEach(order -> votes.merge(order, 1, Integer::sum));
    WordOrder most = WordOrder.HIGH_WORD_FIRST;
    for (Map.Entry<WordOrder, Integer> vote : votes.entrySet()) {
      most = vote.getValue() > votes.getOrDefault(most, 0) ? vote.getKey() : most;
    }
    WordOrder order = most;
    points.stream()
        .filter(point -> point.orderDependent() && point.order().isEmpty())
        .forEach(
            point ->
                findings.assumed(
                    point.line(),
                    Column.ORDER,
                    "",
                    "the words of a value of several registers come "
                        + order.label().replace('-', ' '),
                    "the bridge proves it on the device; set link.word-order if the document says"
                        + " otherwise"));
    return order;
  }
}

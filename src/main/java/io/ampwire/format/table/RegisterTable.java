package io.ampwire.format.table;

import io.ampwire.map.WordOrder;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A register table, as makers publish them, made into the YAML of a map. Nothing is guessed or left
 * out without a remark.
 */
public final class RegisterTable {
  private static final int READ = 3;
  private static final int SINGLE = 6;
  private static final int MULTIPLE = 16;

  private RegisterTable() {}

  /**
   * What came of a table.
   *
   * @param yaml empty where the table was refused
   * @param rows rows below a heading
   */
  public record Drafted(Optional<String> yaml, List<Remark> remarks, int rows, int points) {
    public Drafted {
      remarks = List.copyOf(remarks);
    }
  }

  /**
   * @param id of the map
   * @param source what the map says it was made from, such as the file's name
   * @param text Markdown or separated values
   */
  public static Drafted draft(String id, String source, String text) {
    Remarks remarks = new Remarks();
    TableDraft draft = new TableDraft(remarks);
    draft.read(Sheet.of(text, remarks));
    if (remarks.refuses()) {
      return new Drafted(Optional.empty(), remarks.list(), draft.rows(), 0);
    }
    DraftYaml.Link link = link(draft.points(), remarks);
    remarks.assumed(
        0, "", "the device answers as Modbus unit 1 on port 502", "set link.unit and link.port");
    remarks.assumed(0, "", "nobody knows the licence of the table", "set licence");
    String yaml = new DraftYaml(link).of(id, source, draft);
    return new Drafted(Optional.of(yaml), remarks.list(), draft.rows(), draft.points().size());
  }

  private static DraftYaml.Link link(List<PointDraft> points, Remarks remarks) {
    boolean input = points.stream().noneMatch(p -> p.readFunction() == READ);
    boolean any = points.stream().anyMatch(p -> p.readFunction() > 0);
    int read = input && any ? 4 : READ;
    if (!any) {
      remarks.assumed(
          0,
          "",
          "registers are holding registers, read with function 3",
          "set link.read-function, or give the table a column 'function code'");
    } else {
      points.stream()
          .filter(p -> p.readFunction() == 0 && p.access() != io.ampwire.map.PointAccess.WRITE)
          .forEach(
              p ->
                  remarks.assumed(
                      p.line(),
                      "",
                      "it is read with function " + read + " as most are",
                      "say it in the row"));
    }
    return new DraftYaml.Link(order(points, remarks), read, write(points, remarks));
  }

  private static int write(List<PointDraft> points, Remarks remarks) {
    List<PointDraft> writable = points.stream().filter(PointDraft::writable).toList();
    boolean single = writable.stream().anyMatch(p -> p.writeFunction() == SINGLE);
    boolean multiple = writable.stream().anyMatch(p -> p.writeFunction() == MULTIPLE);
    boolean wide = writable.stream().anyMatch(p -> p.registers() > 1);
    int write = multiple && !single || wide && !single ? MULTIPLE : SINGLE;
    if (!writable.isEmpty() && !single && !multiple) {
      remarks.assumed(
          0,
          "",
          "registers are written with function " + write,
          "set link.write-function to " + (write == SINGLE ? MULTIPLE : SINGLE) + " for the other");
    }
    return write;
  }

  private static WordOrder order(List<PointDraft> points, Remarks remarks) {
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
                remarks.assumed(
                    point.line(),
                    "",
                    "the words of a value of several registers come "
                        + order.label().replace('-', ' '),
                    "the bridge proves it on the device; set link.word-order if the document says"
                        + " otherwise"));
    return order;
  }
}

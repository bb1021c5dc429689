package io.ampwire.format;

import io.ampwire.format.table.RegisterTable;
import io.ampwire.format.table.Remark;
import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Optional;

/**
 * A map made of a register table: the YAML, what was assumed or left out on the way, and what the
 * checks of maps still miss. A hand-written rung is refused like in any other map.
 *
 * @param file name of the table, for findings
 * @param yaml empty where the table was refused
 * @param map the map, where its checks miss nothing
 * @param missing what the checks find, with lines of the YAML
 * @param rows rows of the table that could have become points
 */
public record MapImport(
    String file,
    Optional<String> yaml,
    Optional<RegisterMap> map,
    List<Remark> remarks,
    List<Problem> missing,
    int rows,
    int points) {
  /** Longest table, characters. */
  public static final int LIMIT = 1 << 20;

  public MapImport {
    remarks = List.copyOf(remarks);
    missing = List.copyOf(missing);
  }

  /**
   * @param id the new map's id
   * @param file name of the table
   * @param text Markdown or separated values
   */
  public static MapImport of(String id, String file, String text) {
    RegisterTable.Drafted drafted = RegisterTable.draft(id, file, text);
    Optional<MapReader.Result> result =
        drafted.yaml().map(yaml -> MapReader.read(id + ".yaml", yaml));
    Optional<RegisterMap> map =
        result
            .filter(MapReader.Parsed.class::isInstance)
            .map(parsed -> ((MapReader.Parsed) parsed).map());
    List<Problem> missing =
        result
            .filter(Problems.class::isInstance)
            .map(problems -> ((Problems) problems).problems())
            .orElse(List.of());
    return new MapImport(
        file, drafted.yaml(), map, drafted.remarks(), missing, drafted.rows(), drafted.points());
  }

  /** What came of it, in one line. */
  public String summary() {
    if (yaml.isEmpty()) {
      return file + ": refused, no map was made";
    }
    return "%s: %d points from %d rows, %d things assumed, %d not used; %s"
        .formatted(
            file,
            points,
            rows,
            count(Remark.Kind.ASSUMED),
            count(Remark.Kind.UNUSED),
            missing.isEmpty()
                ? "map check finds no fault"
                : "map check finds "
                    + missing.size()
                    + ", and until they are mended no bridge takes it");
  }

  private long count(Remark.Kind kind) {
    return remarks.stream().filter(remark -> remark.kind() == kind).count();
  }
}

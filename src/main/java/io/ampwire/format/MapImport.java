package io.ampwire.format;

import io.ampwire.format.table.ImportFinding;
import io.ampwire.format.table.RegisterTable;
import io.ampwire.format.table.Survival;
import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Map imported from a register table: the YAML, the assumptions and omissions, and the faults found
 * by the checks of maps. A manually set rung is refused as in any other map.
 *
 * @param file name of the table, for findings
 * @param yaml empty if the table was refused
 * @param map the map, if it has no fault
 * @param missing faults of the map, with lines of the YAML
 * @param survival share of the table that is in the map
 */
public record MapImport(
    String file,
    Optional<String> yaml,
    Optional<RegisterMap> map,
    List<ImportFinding> findings,
    List<Problem> missing,
    Survival survival) {
  /** Longest table, characters. */
  public static final int LIMIT = 1 << 20;

  /** Most faults that are listed. */
  private static final int MOST_FAULTS = 50;

  public MapImport {
    findings = List.copyOf(findings);
    missing = List.copyOf(missing);
  }

  /**
   * @param id id of the new map
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
            .map(problems -> first(((Problems) problems).problems()))
            .orElse(List.of());
    return new MapImport(
        file, drafted.yaml(), map, drafted.findings(), missing, drafted.survival());
  }

  /** Lists the first faults and the number of further ones. */
  private static List<Problem> first(List<Problem> problems) {
    if (problems.size() <= MOST_FAULTS) {
      return problems;
    }
    List<Problem> first = new ArrayList<>(problems.subList(0, MOST_FAULTS));
    Problem next = problems.get(MOST_FAULTS);
    first.add(
        new Problem(
            next.file(),
            next.line(),
            "",
            (problems.size() - MOST_FAULTS) + " more faults are not listed"));
    return first;
  }

  /** Whether there is a map that contains every row of the table. */
  public boolean isComplete() {
    return yaml.isPresent() && survival.isComplete();
  }

  public int rows() {
    return survival.rows();
  }

  public int points() {
    return survival.points();
  }

  /** Summary of how much of the table is in the map, in one line. */
  public String summary() {
    if (yaml.isEmpty()) {
      return file + ": refused, no map was made";
    }
    return file + ": " + survival.summary();
  }

  /** Summary of what to check, in one line. */
  public String outcome() {
    return "%s: %s, %d findings about rows not used; %s"
        .formatted(
            file,
            counted(count(ImportFinding.Kind.ASSUMED), "assumption"),
            count(ImportFinding.Kind.UNUSED),
            missing.isEmpty()
                ? "map check finds no fault"
                : "fix " + counted(missing.size(), "fault") + " before using this map");
  }

  private static String counted(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private long count(ImportFinding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).count();
  }
}

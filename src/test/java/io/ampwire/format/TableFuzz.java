package io.ampwire.format;

import io.ampwire.format.table.ImportFinding;
import io.ampwire.format.table.Survival;
import io.ampwire.fuzz.Hold;
import java.nio.charset.StandardCharsets;

/** Any text as a register table: a refusal with its reason, or the YAML of a map. */
public final class TableFuzz {
  private TableFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    MapImport made = MapImport.of("x", "table", new String(input, StandardCharsets.UTF_8));
    boolean refused =
        made.findings().stream().anyMatch(r -> r.kind() == ImportFinding.Kind.REFUSED);
    Hold.that(refused == made.yaml().isEmpty(), "refused or a map, not both");
    Hold.that(
        made.yaml().isEmpty() || made.map().isPresent() == made.missing().isEmpty(),
        "a map, or what it lacks");
    Survival rows = made.survival();
    Hold.that(
        rows.rows() == rows.points() + rows.kept() + rows.lost().size() + rows.unread().size(),
        "each row became something: " + rows);
    Hold.that(made.findings().size() <= 153, "bounded findings");
    for (ImportFinding finding : made.findings()) {
      Hold.that(
          finding.text("table").chars().noneMatch(Character::isISOControl),
          "more than a line: " + finding);
    }
    for (Problem problem : made.missing()) {
      Hold.that(!problem.message().startsWith("no YAML"), "broke out: " + problem);
      Hold.that(!problem.message().startsWith("unknown key"), "broke out: " + problem);
    }
  }
}

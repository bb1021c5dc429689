package io.ampwire.cli.verify;

import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Check;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.Rung;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** HTML page of a record, to print and file; it loads no external resources. */
record ReportPage(
    RegisterMap map,
    Evidence record,
    Rung rung,
    List<String> failed,
    Function<PointEvidence, String> result) {
  private static final String STYLE =
      """
      @page { size: A4; margin: 10mm }
      body { font: 9pt/1.25 system-ui, sans-serif; color: #111; margin: 1em auto; max-width: 190mm }
      h1 { font-size: 14pt; margin: 0 0 .4em } dl { columns: 2; margin: 0 0 .6em }
      dt { font-weight: 600; float: left; margin-right: .5em } dd { margin: 0 }
      table { border-collapse: collapse; width: 100%; font-size: 7.5pt }
      th, td { text-align: left; padding: 1px 4px; border-bottom: 1px solid #ccc }
      .contradicted { font-weight: 700 } .sign { margin-top: 1.2em }
      """;

  String html() {
    return """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8"><title>%s</title><style>%s</style></head><body>
    <h1>%s</h1>
    <dl>%s</dl>
    <p><strong>Rung earned: %s (%s).</strong> It proves %s. It does not prove %s.</p>
    <p>%s</p>
    <ul>%s</ul>
    <table><thead><tr><th>point</th><th>address</th><th>words</th><th>value</th><th>unit</th>
    <th>result</th></tr></thead><tbody>
    %s</tbody></table>
    <p class="sign">Place, date ____________________ Name ____________________ Signature ____________________</p>
    </body></html>
    """
        .formatted(
            text("Verification of " + map.title()),
            STYLE,
            text("Verification of " + map.title()),
            facts(),
            rung.label(),
            rung.colour(),
            text(rung.proves()),
            text(rung.doesNotProve()),
            failed.isEmpty()
                ? "Every required point passed."
                : "Required points that did not pass: " + text(String.join(", ", failed)) + ".",
            record.checks().stream().map(ReportPage::item).collect(Collectors.joining()),
            record.points().stream().map(this::row).collect(Collectors.joining("\n")));
  }

  private String facts() {
    return fact("Map", map.id() + ", digest " + map.digest().substring(0, 12))
        + fact("Document", map.document())
        + fact("Kind", record.kind().label() + ": " + record.kind().about())
        + fact("Time", record.time())
        + fact("Tool", record.origin().tool())
        + fact("Device", record.device().toString())
        + fact("Peer", record.peer().address())
        + fact("It said", record.peer().said())
        + fact("Stated", record.peer().stated())
        + fact("Record", record.id())
        + fact("Signed by", record.seal().map(Evidence.Seal::key).orElse("not signed"));
  }

  private static String fact(String name, String value) {
    return "<dt>" + text(name) + "</dt><dd>" + text(value) + "</dd>";
  }

  private static String item(Check check) {
    return "<li>"
        + text(check.aspect().label() + ": " + check.outcome().label() + ", " + check.detail())
        + "</li>";
  }

  private String row(PointEvidence point) {
    PointEvidence.Sample last =
        point.samples().isEmpty()
            ? new PointEvidence.Sample("", "")
            : point.samples().get(point.samples().size() - 1);
    String verdict = result.apply(point);
    String unit = map.point(point.point()).map(p -> p.unit()).orElse("");
    return "<tr><td>%s</td><td>%d</td><td>%s</td><td>%s</td><td>%s</td><td class=\"%s\">%s</td></tr>"
        .formatted(
            text(point.point()),
            point.address(),
            text(last.words()),
            text(last.value()),
            text(unit),
            verdict,
            verdict);
  }

  private static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}

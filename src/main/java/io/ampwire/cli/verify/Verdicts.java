package io.ampwire.cli.verify;

import io.ampwire.cli.Exit;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Axis;
import io.ampwire.trust.Check;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.Rung;
import io.ampwire.trust.SigningKey;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.TrustList;
import io.ampwire.trust.TrustedKey;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine;

/** Printer of a record's verdict; it uses the same rules that compute evidence rungs. */
final class Verdicts {
  private final RegisterMap map;
  private final Evidence record;
  private final MapTrust earned;
  private final EvidenceLibrary installed;

  Verdicts(RegisterMap map, Evidence record, EvidenceLibrary installed) {
    this.map = map;
    this.record = record;
    this.installed = installed;
    SigningKey anybody = SigningKey.create();
    TrustedKey key = new TrustedKey("you", anybody.open(), EnumSet.allOf(EvidenceKind.class));
    this.earned = new TrustBook(List.of(anybody.seal(record)), new TrustList(List.of(key))).of(map);
  }

  /** Prints the results, writes the record, and returns the exit code. */
  int tell(CommandLine command, Signer signer, VerifyOptions options) {
    PrintWriter out = command.getOut();
    PrintWriter err = command.getErr();
    ResultTable table = new ResultTable();
    record.points().forEach(point -> table.add(point, result(point)));
    table.print(out);
    record.checks().forEach(check -> out.println(line(check)));
    List<String> failed = failed();
    Rung rung = earned.rung(Axis.READ, record.device());
    out.println();
    out.println(
        failed.isEmpty()
            ? "every required point passed"
            : failed.size() + " required points did not pass: " + String.join(", ", failed));
    out.println("this record earns: " + rung.label() + " (" + rung.colour() + ")");
    out.println("  which proves " + rung.proves());
    out.println("  and does not prove " + rung.doesNotProve());
    JudgedEvidence judged = earned.records().get(0);
    if (!judged.counted()) {
      out.println("  it counts for nothing: " + judged.why());
    }
    Evidence kept = signer.keep(record);
    signer.file().ifPresent(file -> standing(kept, file, err));
    err.println(next(signer, options));
    options.report.ifPresent(file -> report(kept, rung, failed, file));
    return failed.isEmpty() && judged.counted() ? Exit.DONE : Exit.CHECK_FAILED;
  }

  /** The one sentence on what to do with the record. */
  private String next(Signer signer, VerifyOptions options) {
    if (signer.file().isEmpty()) {
      return "run it again with --evidence FILE to keep the record";
    }
    String holds =
        options.identifying
            ? "it holds serial numbers and the address"
            : "it holds no serial number and no address";
    return "send "
        + signer.file().get()
        + " in a pull request to the project ("
        + holds
        + "); evidence check FILE shows what it earns";
  }

  /** Prints whether this installation counts the record. */
  private void standing(Evidence kept, Path file, PrintWriter err) {
    JudgedEvidence judged = installed.keys().judge(kept, map);
    err.println("record " + kept.id() + " in " + file + ": " + judged.standing().label());
    if (judged.standing() == JudgedEvidence.Standing.CLAIMED) {
      err.println("  " + judged.why() + "; the command key prints what to put there");
    }
  }

  private void report(Evidence kept, Rung rung, List<String> failed, Path file) {
    try {
      Files.writeString(file, new ReportPage(map, kept, rung, failed, this::result).html());
    } catch (IOException e) {
      throw new IllegalStateException("the report cannot be written: " + e.getMessage(), e);
    }
  }

  private String result(PointEvidence point) {
    Rung rung =
        map.point(point.point())
            .map(p -> earned.rung(p, Axis.READ, record.device()))
            .orElse(Rung.DOCUMENTED);
    if (!point.contradictions().isEmpty()) {
      return "contradicted";
    }
    boolean open = point.checks().stream().anyMatch(c -> c.outcome() == Check.Outcome.OPEN);
    return rung != Rung.DOCUMENTED || !open ? "passed" : "open";
  }

  private List<String> failed() {
    return map.points().stream()
        .filter(Point::core)
        .filter(Point::readable)
        .filter(
            point -> record.point(point.name()).filter(p -> result(p).equals("passed")).isEmpty())
        .map(Point::name)
        .toList();
  }

  private static String line(Check check) {
    return check.aspect().label() + ": " + check.outcome().label() + ", " + check.detail();
  }
}

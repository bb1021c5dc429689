package io.ampwire.cli.evidence;

import io.ampwire.cli.Exit;
import io.ampwire.cli.map.Installation;
import io.ampwire.format.EvidenceReader;
import io.ampwire.format.Problems;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Axis;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.EvidenceRecheck;
import io.ampwire.trust.JudgedEvidence;
import io.ampwire.trust.MapTrust;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code evidence check}: recalculates every verdict of a record from its raw registers and prints
 * what the record would earn. Exit 1 if a claim has no support or the signature does not match.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Recalculate every verdict of a record from its raw registers.")
public final class EvidenceCheckCommand implements Callable<Integer> {
  /** Largest record that is read; a record of a shipped map has about 50 kB. */
  private static final long LARGEST = 4_000_000;

  @Spec CommandSpec spec;
  @Mixin Installation installation;

  @Parameters(paramLabel = "FILE", description = "the record, as verify writes it")
  Path file;

  @Override
  public Integer call() {
    Evidence record = read();
    RegisterMap map = installation.map(record.map());
    EvidenceRecheck.Result result = EvidenceRecheck.of(map, record);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    result
        .differences()
        .forEach(d -> err.println(d.point() + ": claims " + d.claim() + "; " + d.why()));
    out.println(
        result.supported()
            + " confirmed checks are supported by the registers, "
            + result.differences().size()
            + " claims are not");
    JudgedEvidence judged = installation.evidence().keys().judge(record, map);
    out.println("signature: " + judged.standing().label() + reason(judged));
    earned(map, result.evidence(), out);
    boolean broken = judged.standing() == JudgedEvidence.Standing.BROKEN;
    boolean sound = result.differences().isEmpty() && !broken && counts(map, result.evidence());
    return sound ? Exit.DONE : Exit.CHECK_FAILED;
  }

  private static String reason(JudgedEvidence judged) {
    return judged.why().isEmpty() ? "" : ", " + judged.why();
  }

  private static boolean counts(RegisterMap map, Evidence record) {
    return trust(map, record).records().stream().anyMatch(JudgedEvidence::counted);
  }

  private static void earned(RegisterMap map, Evidence record, PrintWriter out) {
    MapTrust trust = trust(map, record);
    Rung rung = trust.rung(Axis.READ, record.device());
    out.println(
        "with a trusted key it would earn: "
            + rung.label()
            + " ("
            + rung.colour()
            + ") for "
            + device(record.device()));
    trust.records().stream()
        .filter(judged -> !judged.counted())
        .forEach(judged -> out.println("  it counts for nothing: " + judged.why()));
    List<String> failing = trust.failing(Axis.READ, record.device());
    if (record.kind() == EvidenceKind.HARDWARE && !failing.isEmpty()) {
      out.println("  not green yet: " + String.join(", ", failing));
    }
  }

  private static String device(DeviceVersion device) {
    return device.reference().orElse("a device without a reference")
        + device.firmware().map(version -> ", firmware " + version).orElse("");
  }

  /** The record as if its signer were trusted, so that only its registers decide. */
  private static MapTrust trust(RegisterMap map, Evidence record) {
    SigningKey anybody = SigningKey.create();
    TrustedKey key = new TrustedKey("anybody", anybody.open(), EnumSet.allOf(EvidenceKind.class));
    return new TrustBook(List.of(anybody.seal(record)), new TrustList(List.of(key))).of(map);
  }

  private Evidence read() {
    try {
      if (Files.size(file) > LARGEST) {
        throw new ParameterException(
            spec.commandLine(), file + " is larger than " + LARGEST + " bytes, so not a record");
      }
      EvidenceReader.Result result = EvidenceReader.read(file.toString(), Files.readString(file));
      if (result instanceof Problems problems) {
        throw new ParameterException(spec.commandLine(), problems.toString());
      }
      return ((EvidenceReader.Parsed) result).evidence();
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), file + " cannot be read", e);
    }
  }
}

package io.ampwire.cli.verify;

import io.ampwire.cli.Exit;
import io.ampwire.cli.map.Installation;
import io.ampwire.format.Problems;
import io.ampwire.format.TraceReader;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.Peer;
import io.ampwire.trust.PointEvidence;
import io.ampwire.trust.TraceJudge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code trace}: judges published requests and answers of a real device against a map. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Judge published reads of a real device against a map; asks no device.")
public final class TraceCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin Installation installation;

  @Parameters(paramLabel = "FILE", description = "the reads, JSON")
  Path file;

  @Option(names = "--map", required = true, paramLabel = "ID", description = "the map they are of")
  String id;

  @Option(names = "--evidence", paramLabel = "FILE", description = "write a signed record here")
  Optional<Path> evidence;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "key to sign with; default: evidence-key.pem in the data directory")
  Optional<Path> key;

  @Override
  public Integer call() {
    RegisterMap map = installation.map(id);
    TraceReader.Trace trace = trace();
    TraceJudge judge = new TraceJudge(map);
    trace.reads().forEach(read -> judge.read(read.address(), read.words(), read.seen()));
    List<PointEvidence> points = judge.points();
    ResultTable table = new ResultTable();
    points.forEach(p -> table.add(p, p.contradictions().isEmpty() ? "confirmed" : "contradicted"));
    table.print(spec.commandLine().getOut());
    Evidence record =
        EvidenceFiles.of(
            EvidenceKind.TRACE,
            map,
            DeviceIdentity.UNKNOWN,
            new Peer(trace.source(), false, "nothing on record", trace.device()),
            points,
            List.of());
    Signer.of(evidence, key.orElse(installation.key()), spec).keep(record);
    boolean against = points.stream().anyMatch(p -> !p.contradictions().isEmpty());
    return against || points.isEmpty() ? Exit.CHECK_FAILED : Exit.DONE;
  }

  private TraceReader.Trace trace() {
    try {
      TraceReader.Result result = TraceReader.read(file.toString(), Files.readString(file));
      if (result instanceof Problems problems) {
        throw new ParameterException(spec.commandLine(), problems.toString());
      }
      return (TraceReader.Trace) result;
    } catch (IOException e) {
      throw new ParameterException(spec.commandLine(), file + " cannot be read", e);
    }
  }
}

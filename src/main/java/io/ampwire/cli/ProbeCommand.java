package io.ampwire.cli;

import io.ampwire.charger.Answer;
import io.ampwire.charger.Request;
import io.ampwire.map.RegisterMap;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code probe}: which maps fit what answers there. It only reads, on one connection. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description =
        "What is at this address: which maps fit, and what the readings prove. Only reads.")
final class ProbeCommand implements Callable<Integer> {
  private static final int PORT = 502;

  @Spec CommandSpec spec;
  @Mixin Connection connection;
  @Mixin Installation installation;

  @Override
  public Integer call() {
    Collection<RegisterMap> maps = installation.library().maps().values();
    List<MapFit> fits = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    try (Wire wire = connection.open(PORT, spacing(maps))) {
      Map<Request, Answer> asked = new HashMap<>();
      for (int unit : units(maps)) {
        Unit there = new Unit(wire, asked);
        List<MapFit> ofUnit =
            maps.stream()
                .filter(map -> mayBe(map, unit))
                .map(map -> MapFit.of(map, unit, there::ask))
                .toList();
        if (there.answered) {
          fits.addAll(ofUnit);
        } else {
          silent.add("unit " + unit + ": " + there.why);
        }
        if (ofUnit.stream().anyMatch(fit -> fit.verdict() == MapFit.Verdict.FITS)) {
          break;
        }
      }
      return tell(fits, silent, wire.requests());
    }
  }

  /** A unit that one map alone uses is not asked for the others. */
  private boolean mayBe(RegisterMap map, int unit) {
    boolean usual = unit == 255 || unit == 1;
    return usual || map.link().unit() == unit || connection.unit().isPresent();
  }

  /** Nobody knows yet who is there: the longest rest that any map wants. */
  private static Duration spacing(Collection<RegisterMap> maps) {
    return maps.stream()
        .map(map -> map.link().spacing())
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  /** What was asked once is not asked again, and a silent unit is asked only once. */
  private static final class Unit {
    private final Wire wire;
    private final Map<Request, Answer> asked;
    private boolean answered;
    private boolean silent;
    private String why = "";

    private Unit(Wire wire, Map<Request, Answer> asked) {
      this.wire = wire;
      this.asked = asked;
    }

    Answer ask(Request request) {
      if (silent) {
        return new Answer.Failed(Answer.Reason.DOWN, false, why);
      }
      Answer answer = asked.computeIfAbsent(request, wire::ask);
      answered |= answer.valid();
      silent = !answered;
      why = silent ? Answers.why(answer) : why;
      return answer;
    }
  }

  private Set<Integer> units(Collection<RegisterMap> maps) {
    if (connection.unit().isPresent()) {
      return Set.of(connection.unit().getAsInt());
    }
    Set<Integer> units = new LinkedHashSet<>(List.of(255, 1));
    maps.forEach(map -> units.add(map.link().unit()));
    return units;
  }

  private int tell(List<MapFit> fits, List<String> silent, int requests) {
    PrintWriter out = spec.commandLine().getOut();
    silent.forEach(line -> spec.commandLine().getErr().println(line));
    out.println(
        connection.host
            + ":"
            + connection.port(PORT)
            + ", "
            + requests
            + " requests, nothing written");
    if (fits.isEmpty()) {
      out.println("nothing answers Modbus here");
      return Exit.CHECK_FAILED;
    }
    List<MapFit> best =
        fits.stream()
            .sorted(Comparator.comparingInt(MapFit::score).reversed())
            .filter(fit -> fit.verdict() != MapFit.Verdict.NO)
            .toList();
    best.forEach(fit -> fit.print(out));
    boolean any = best.stream().anyMatch(fit -> fit.verdict() == MapFit.Verdict.FITS);
    if (!any) {
      out.println("no map fits: these readings prove nothing");
    }
    return any ? Exit.DONE : Exit.CHECK_FAILED;
  }
}

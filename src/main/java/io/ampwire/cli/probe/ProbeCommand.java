package io.ampwire.cli.probe;

import io.ampwire.cli.DialOptions;
import io.ampwire.cli.Exit;
import io.ampwire.cli.map.Installation;
import io.ampwire.cli.verify.ModbusSession;
import io.ampwire.link.ModbusDialer.Endpoint;
import io.ampwire.map.RegisterMap;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe}: finds the maps that fit a device. Read-only. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    description =
        "What is at this address: which maps fit, and what the readings prove. Only reads.")
public final class ProbeCommand implements Callable<Integer> {
  private static final int PORT = 502;
  private static final int LAST_ON_A_LINE = 247;

  @Spec CommandSpec spec;

  @ArgGroup(exclusive = true, multiplicity = "1")
  Where where;

  @Mixin DialOptions dialling;
  @Mixin Installation installation;

  /** Target of a probe: one device, or all addresses of a network. */
  static final class Where {
    @Option(
        names = "--host",
        paramLabel = "HOST",
        description = {
          "name or address, rtu+tcp://HOST:PORT, or",
          "serial:///dev/ttyUSB0?baud=19200&parity=even&stop=1"
        })
    String host;

    @Option(
        names = "--network",
        paramLabel = "CIDR",
        description =
            "every address of an IPv4 network as 192.0.2.0/24, at most /22: a few at a time, at an"
                + " even pace, never two connections to one address")
    String network;
  }

  @Override
  public Integer call() {
    Collection<RegisterMap> maps = installation.library().maps().values();
    return where.host == null ? network(maps) : host(maps);
  }

  private int host(Collection<RegisterMap> maps) {
    Set<Integer> units = new LinkedHashSet<>(Probe.USUAL);
    maps.forEach(map -> units.add(map.link().unit()));
    Endpoint there = dialling.endpoint(where.host, PORT);
    if (there.transport().rtu()) {
      units.removeIf(unit -> unit < 1 || unit > LAST_ON_A_LINE);
    }
    try (ModbusSession wire = ModbusSession.alone(there, dialling.timeout(), Probe.spacing(maps))) {
      return tell(there, new Probe(maps, units(units)).ask(wire));
    }
  }

  private Collection<Integer> units(Collection<Integer> otherwise) {
    return dialling.unit().isPresent() ? Set.of(dialling.unit().getAsInt()) : otherwise;
  }

  private int network(Collection<RegisterMap> maps) {
    Network network = parsed();
    PrintWriter err = spec.commandLine().getErr();
    List<String> addresses = network.addresses();
    err.println(
        "asking %d addresses, %d at a time, %d a second; nothing is written"
            .formatted(addresses.size(), Sweep.AT_ONCE, Sweep.PER_SECOND));
    Probe probe = new Probe(maps, units(Probe.USUAL));
    Sweep sweep = new Sweep(probe, dialling.port(PORT), dialling.timeout(), Probe.spacing(maps));
    return new SweepReport(network, sweep.ask(addresses)).tell(spec.commandLine().getOut());
  }

  private Network parsed() {
    try {
      return Network.of(where.network);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--network: " + e.getMessage(), e);
    }
  }

  private int tell(Endpoint there, Probe.Found found) {
    PrintWriter out = spec.commandLine().getOut();
    found.silent().forEach(line -> spec.commandLine().getErr().println(line));
    out.println(there + ", " + found.requests() + " requests, nothing written");
    if (!found.answered()) {
      out.println("nothing answers Modbus here");
      return Exit.CHECK_FAILED;
    }
    found.fits().forEach(fit -> fit.print(out));
    found.sunSpec().forEach(out::println);
    if (!found.charger()) {
      out.println("no map fits: these readings prove nothing");
    }
    return found.charger() ? Exit.DONE : Exit.CHECK_FAILED;
  }
}

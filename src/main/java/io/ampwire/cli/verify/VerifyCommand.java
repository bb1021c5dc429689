package io.ampwire.cli.verify;

import io.ampwire.cli.ConnectionOptions;
import io.ampwire.cli.map.Installation;
import io.ampwire.cli.probe.Unreachable;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.HardwareJudge;
import io.ampwire.trust.OwnersPrivacy;
import io.ampwire.trust.Peer;
import io.ampwire.trust.PointEvidence;
import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code verify}: checks a map against a live peer, point by point, and writes evidence. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Check a map against a live peer and keep the evidence.")
public final class VerifyCommand implements Callable<Integer> {
  private static final Pattern WINDOW = Pattern.compile("(\\d{1,5})-(\\d{1,5})");
  private static final int LAST_REGISTER = 65535;

  @Spec CommandSpec spec;
  @Mixin ConnectionOptions connection;
  @Mixin VerifyOptions options;
  @Mixin Installation installation;

  @Override
  public Integer call() throws InterruptedException {
    RegisterMap map = connector(installation.map(options.map));
    options.references.keySet().forEach(name -> known(map, name));
    Signer signer = Signer.of(options, installation, spec);
    Evidence record =
        switch (options.kind) {
          case TRANSPORT -> transport(map, window());
          case HARDWARE -> hardware(map);
          case TRACE ->
              throw usage("--kind trace: published reads are judged by the command trace");
        };
    Evidence kept = options.identifying ? record : OwnersPrivacy.without(record);
    return new Verdicts(map, kept, installation.evidence())
        .tell(spec.commandLine(), signer, options);
  }

  private RegisterMap connector(RegisterMap map) {
    int most = map.connectorCount();
    if (options.connector < 1 || options.connector > most) {
      throw usage(
          "--connector must be 1.."
              + most
              + ", the connectors of map "
              + map.id()
              + ", not "
              + options.connector);
    }
    return map.connector(options.connector);
  }

  private Evidence transport(RegisterMap map, TransportRun.Window window) {
    if (options.peer.isBlank()) {
      throw usage("--kind transport writes into the server: say which one that is with --peer");
    }
    try (ModbusSession wire = connection.open(map.link().port(), map.link().spacing())) {
      int unit = connection.unit(map.link().unit());
      DeviceIdentity identity =
          new HardwareRun(wire, map, unit, new HardwareJudge(map, Map.of())).identity();
      reached(wire);
      if (identity.fit() == DeviceIdentity.Fit.FITS
          || identity.fit() == DeviceIdentity.Fit.UNLISTED) {
        throw usage(
            "the peer says it is "
                + EvidenceFiles.said(identity)
                + ", a device and not a test server");
      }
      List<PointEvidence> points = new TransportRun(wire, map, unit, window).run();
      return EvidenceFiles.of(
          EvidenceKind.TRANSPORT,
          map,
          DeviceIdentity.UNKNOWN,
          peer(map, "nothing: Modbus servers do not say what they are", options.peer),
          points,
          List.of());
    }
  }

  private Evidence hardware(RegisterMap map) throws InterruptedException {
    try (ModbusSession wire = connection.open(map.link().port(), map.link().spacing())) {
      PrintWriter err = spec.commandLine().getErr();
      HardwareJudge judge = new HardwareJudge(map, options.references);
      int unit = connection.unit(map.link().unit());
      HardwareRun run = new HardwareRun(wire, map, unit, judge);
      DeviceIdentity identity = run.identity();
      reached(wire);
      err.println("the peer says: " + EvidenceFiles.said(identity));
      boolean confirmed = confirmed();
      run.read(
          Duration.ofMillis(options.millis), Duration.ofSeconds(options.seconds), err::println);
      for (String point : options.writes) {
        known(map, point);
        judge.add(point, new SetPointTrial(wire, map, unit).run(point));
      }
      if (options.failsafe) {
        failsafe(wire, map, unit, judge);
      }
      String stated = confirmed ? "the device, confirmed by the one who ran this" : "not confirmed";
      judge
          .order()
          .ifPresentOrElse(
              order ->
                  err.println(
                      "physics proves %s (%s), by %s"
                          .formatted(
                              order.label(),
                              order.letters(),
                              String.join(", ", judge.witnesses()))),
              () -> err.println("the readings do not prove a word order"));
      return EvidenceFiles.of(
          EvidenceKind.HARDWARE,
          map,
          identity,
          peer(map, EvidenceFiles.said(identity), stated),
          judge.points(),
          confirmed ? run.checks() : unconfirmed(run.checks()));
    }
  }

  private void failsafe(ModbusSession wire, RegisterMap map, int unit, HardwareJudge judge)
      throws InterruptedException {
    if (map.lifebit().isPresent()) {
      FailsafeTrial trial =
          new FailsafeTrial(
              wire,
              map,
              unit,
              judge.order().orElse(map.link().order()),
              Duration.ofSeconds(options.patience),
              spec.commandLine().getErr());
      judge.add(map.lifebit().get().point(), trial.run(map.lifebit().get()));
    }
  }

  /** Fails if the peer is unreachable. A map without identity registers has sent no request yet. */
  private void reached(ModbusSession wire) {
    if (!wire.reached() && wire.failure().isPresent()) {
      throw new Unreachable(connection.host + ": " + wire.failure().get());
    }
  }

  /** Leaves the identity open if no operator confirms it; no check of it then passes. */
  private static List<Check> unconfirmed(List<Check> checks) {
    return checks.stream()
        .map(
            c ->
                c.aspect() == Aspect.IDENTITY
                    ? Check.open(c.aspect(), c.detail() + "; not confirmed to be the device")
                    : c)
        .toList();
  }

  private boolean confirmed() {
    if (options.confirmed) {
      return true;
    }
    Console console = System.console();
    if (console != null) {
      String answer =
          console.readLine(
              "Is %s the device itself, not a simulator or a replay? Type yes: ", connection.host);
      return "yes".equals(answer);
    }
    spec.commandLine().getErr().println("not confirmed: the peer may be a simulator or a replay");
    return false;
  }

  private Peer peer(RegisterMap map, String said, String stated) {
    String address = connection.endpoint(map.link().port()).toString();
    return new Peer(address, connection.loopback(), said, stated);
  }

  private TransportRun.Window window() {
    Matcher matcher = WINDOW.matcher(options.window);
    if (matcher.matches()) {
      int from = Integer.parseInt(matcher.group(1));
      int to = Integer.parseInt(matcher.group(2));
      if (from <= to && to <= LAST_REGISTER) {
        return new TransportRun.Window(from, to);
      }
    }
    throw usage("--window must be such as 0-99, not " + options.window);
  }

  private void known(RegisterMap map, String point) {
    if (map.point(point).isEmpty()) {
      throw usage("map " + map.id() + " has no point " + point);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

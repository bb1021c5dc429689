package io.ampwire.cli.verify;

import io.ampwire.cli.ModbusAnswers;
import io.ampwire.decode.Capture;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.IdentityRule;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.HardwareJudge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Verification of the device itself at the map's own addresses; read-only. */
final class HardwareRun {
  private static final int ILLEGAL_ADDRESS = 2;

  private final ModbusSession wire;
  private final RegisterMap map;
  private final int unit;
  private final RegisterReads reads;
  private final HardwareJudge judge;
  private final List<Check> checks = new ArrayList<>();

  HardwareRun(ModbusSession wire, RegisterMap map, int unit, HardwareJudge judge) {
    this.wire = wire;
    this.map = map;
    this.unit = unit;
    this.reads = new RegisterReads(wire::ask, map, unit);
    this.judge = judge;
  }

  /** Reads the identity of the device; the first request of a run. */
  DeviceIdentity identity() {
    IdentityRule rule = map.identity();
    List<Point> points =
        Stream.of(rule.reference().stream(), rule.model().stream(), rule.firmware().stream())
            .flatMap(names -> names)
            .flatMap(name -> map.point(name).stream())
            .toList();
    Capture said = reads.few(points);
    DeviceIdentity identity =
        DeviceIdentity.of(
            rule, Set.of(), name -> said.read(name, map.point(name).orElseThrow().order()));
    checks.add(judged(identity, rule));
    return identity;
  }

  private static Check judged(DeviceIdentity identity, IdentityRule rule) {
    String said = identity.reference().orElse("no commercial reference");
    return switch (identity.fit()) {
      case FITS, ACCEPTED, UNLISTED ->
          Check.confirmed(Aspect.IDENTITY, said + " is of " + rule.families());
      case WRONG -> Check.contradicted(Aspect.IDENTITY, said + " is none of " + rule.families());
      case UNKNOWN -> Check.open(Aspect.IDENTITY, said + "; families " + rule.families());
    };
  }

  /** Reads every point alone, then takes a sample of all points per interval for that span. */
  void read(Duration interval, Duration span, Consumer<String> progress)
      throws InterruptedException {
    for (Point point : map.points().stream().filter(Point::readable).toList()) {
      judge.alone(point, address(point, reads.alone(point)));
    }
    long begin = System.nanoTime();
    int taken = 0;
    do {
      Optional<Capture> sample = reads.sample();
      if (sample.isPresent()) {
        judge.observe(sample.get(), System.nanoTime());
        taken++;
      } else {
        progress.accept("a sample was lost with the connection");
      }
      long due = begin + (taken + 1L) * interval.toNanos();
      Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
    } while (System.nanoTime() - begin < span.toNanos());
    progress.accept(taken + " samples of all points");
    checks.add(gaps());
    checks.add(exceptions());
  }

  /** The checks of the device as a whole. */
  List<Check> checks() {
    return List.copyOf(checks);
  }

  private Check address(Point point, ModbusResponse answer) {
    String how = "function " + point.readFunction() + " at " + point.address();
    if (answer instanceof ModbusResponse.Registers) {
      return Check.confirmed(Aspect.ADDRESS, how);
    }
    String why = how + ": " + ModbusAnswers.why(answer);
    return answer instanceof ModbusResponse.Refused
        ? Check.contradicted(Aspect.ADDRESS, why)
        : Check.open(Aspect.ADDRESS, why);
  }

  private Check gaps() {
    List<RegisterReads.Gap> gaps = reads.gaps();
    List<Integer> odd =
        gaps.stream()
            .filter(g -> g.word() != g.promised())
            .map(RegisterReads.Gap::address)
            .toList();
    if (gaps.isEmpty()) {
      return Check.open(Aspect.GAPS, "no read went across a gap");
    }
    return odd.isEmpty()
        ? Check.confirmed(Aspect.GAPS, gaps.size() + " unmapped registers read as promised")
        : Check.contradicted(Aspect.GAPS, "other than promised at " + odd);
  }

  private Check exceptions() {
    if (map.link().windows().isEmpty()) {
      return Check.open(Aspect.EXCEPTIONS, "the map promises none");
    }
    int outside = outside();
    ModbusResponse answer =
        wire.ask(new ModbusRequest.Read(unit, map.link().readFunction(), outside, 1));
    if (answer instanceof ModbusResponse.Failed) {
      return Check.open(Aspect.EXCEPTIONS, outside + ": " + ModbusAnswers.why(answer));
    }
    return answer instanceof ModbusResponse.Refused refused && refused.code() == ILLEGAL_ADDRESS
        ? Check.confirmed(Aspect.EXCEPTIONS, "exception 2 at " + outside)
        : Check.contradicted(
            Aspect.EXCEPTIONS, outside + " should be exception 2, " + ModbusAnswers.why(answer));
  }

  /** The first register that is in no point and no window of the map. */
  private int outside() {
    return IntStream.range(0, 65536)
        .filter(a -> map.points().stream().noneMatch(p -> p.address() <= a && a < p.end()))
        .filter(a -> map.link().windows().stream().noneMatch(w -> covers(w, a)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean covers(LinkSettings.Window window, int address) {
    return window.covers(address, address + 1);
  }
}

package io.ampwire.cli.verify;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Decoder;
import io.ampwire.decode.Encoder;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.Decimal;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Test of a device's fail-safe: it stops the lifebit during charging, and measures the time until
 * the fallback and the fallback current. An operator has to be present at the device.
 */
final class FailsafeTrial {
  private static final int BEATS = 5;
  private static final double NEAR = 1.0;
  private static final int STEADY = 3;

  /** Part of its timeout for which a device is left without requests. */
  private static final double SILENCE = 1.2;

  private final ModbusSession wire;
  private final RegisterMap map;
  private final int unit;
  private final WordOrder order;
  private final PrintWriter progress;
  private final Duration patience;
  private Duration interval = Duration.ofSeconds(1);

  /**
   * @param order word order that the readings prove
   * @param patience longest wait for the fallback
   */
  FailsafeTrial(
      ModbusSession wire,
      RegisterMap map,
      int unit,
      WordOrder order,
      Duration patience,
      PrintWriter progress) {
    this.wire = wire;
    this.map = map;
    this.unit = unit;
    this.order = order;
    this.patience = patience;
    this.progress = progress;
  }

  /** Sets the time between two readings while the trial waits for the fallback. */
  FailsafeTrial every(Duration readings) {
    interval = readings;
    return this;
  }

  Check run(LifebitRule rule) throws InterruptedException {
    if (map.failSafe().points().isEmpty()) {
      return open("the map names no fallback current to compare with");
    }
    Optional<ModbusRequest> beat = sendLifebit(rule);
    if (beat.isEmpty()) {
      return open("the set point reads no value that could be kept");
    }
    double timeout = timeout();
    Duration period = rule.period(timeout);
    for (int i = 0; i < BEATS; i++) {
      wire.ask(beat.get());
      Thread.sleep(period.toMillis());
    }
    wire.ask(beat.get());
    long silent = System.nanoTime();
    double before = current();
    double fallback = fallback();
    if (!(before > fallback + NEAR)) {
      return open(
          "it draws %.1f A and falls back to %.0f A: the fallback would not be visible"
              .formatted(before, fallback));
    }
    progress.println(
        "the lifebit stops now; it draws %.1f A, the fallback is %.0f A"
            .formatted(before, fallback));
    return rule.scheme().writes()
        ? watched(silent, before, fallback)
        : unwatched(timeout, before, fallback);
  }

  /** Waits without any request, because each one keeps the device from falling back. */
  private Check unwatched(double timeout, double before, double fallback)
      throws InterruptedException {
    double seconds = timeout > 0 ? timeout * SILENCE + 1 : patience.toSeconds();
    if (seconds > patience.toSeconds()) {
      return open(
          "its timeout is %.0f s, longer than --failsafe-within %d"
              .formatted(timeout, patience.toSeconds()));
    }
    Thread.sleep((long) (seconds * 1000));
    double now = current();
    String said = "after %.0f s without a request it went from %.1f A to %.1f A, fallback %.0f A";
    String text = said.formatted(seconds, before, now, fallback);
    return now <= fallback + NEAR
        ? Check.confirmed(Aspect.FALLBACK, text)
        : Check.contradicted(Aspect.FALLBACK, text);
  }

  private Check watched(long silent, double before, double fallback) throws InterruptedException {
    int steady = 0;
    long reached = silent;
    while (System.nanoTime() - silent < patience.toNanos()) {
      double now = current();
      if (now <= fallback + NEAR) {
        reached = steady == 0 ? System.nanoTime() : reached;
        steady++;
      } else {
        steady = 0;
      }
      if (steady == STEADY) {
        return Check.confirmed(
            Aspect.FALLBACK,
            "%.1f s after the last lifebit it went from %.1f A to %.1f A, fallback %.0f A"
                .formatted((reached - silent) / 1e9, before, now, fallback));
      }
      Thread.sleep(interval.toMillis());
    }
    return Check.contradicted(
        Aspect.FALLBACK,
        "%d s after the last lifebit it still draws %.1f A"
            .formatted(patience.toSeconds(), current()));
  }

  /** One keep-alive of the map's scheme: a constant, a timeout, the set point as it is, a read. */
  private Optional<ModbusRequest> sendLifebit(LifebitRule rule) {
    Optional<Point> named = map.point(rule.point());
    if (!rule.scheme().writes()) {
      return named
          .or(() -> map.points().stream().filter(Point::readable).findFirst())
          .map(
              p ->
                  new ModbusRequest.Read(
                      p.unitId().orElse(unit), p.readFunction(), p.address(), p.registers()));
    }
    Point point = named.orElseThrow();
    if (rule.scheme().rewritesSetPoint()) {
      ModbusResponse read = new RegisterReads(wire::ask, map, unit).alone(point);
      return read instanceof ModbusResponse.Registers registers
              && Decoder.decode(point, order, registers.bytes(), 0).isValue()
          ? Optional.of(write(point, registers.bytes()))
          : Optional.empty();
    }
    return Optional.of(write(point, Encoder.quantity(point, order, Decimal.of(rule.value()))));
  }

  private ModbusRequest write(Point point, byte[] registers) {
    return new ModbusRequest.Write(
        point.unitId().orElse(unit), point.writeFunction(), point.address(), registers);
  }

  /** Timeout that the device reports, s; NaN if it reports none. */
  private double timeout() {
    List<String> point = map.failSafe().timeoutPoint().stream().toList();
    return map.failSafe().countsDown() ? Double.NaN : values(point).max().orElse(Double.NaN);
  }

  /** The largest phase current; NaN if no phase can be read. */
  private double current() {
    return values(map.vehicle().currents()).max().orElse(Double.NaN);
  }

  /** The highest possible fallback current of the device. */
  private double fallback() {
    return values(map.failSafe().points()).max().orElse(Double.NaN);
  }

  private java.util.stream.DoubleStream values(List<String> names) {
    List<Point> points = names.stream().flatMap(name -> map.point(name).stream()).toList();
    Capture capture = new RegisterReads(wire::ask, map, unit).few(points);
    return names.stream()
        .mapToDouble(name -> capture.read(name, order).number())
        .filter(value -> !Double.isNaN(value));
  }

  private static Check open(String why) {
    return Check.open(Aspect.FALLBACK, why);
  }
}

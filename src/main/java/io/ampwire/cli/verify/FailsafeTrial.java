package io.ampwire.cli.verify;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Encoder;
import io.ampwire.link.ModbusRequest;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LifebitScheme;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;

/**
 * Test of a device's fail-safe: it stops the lifebit during charging, and measures the time until
 * the fallback and the fallback current. An operator has to be present at the device.
 */
final class FailsafeTrial {
  private static final int BEATS = 5;
  private static final double NEAR = 1.0;
  private static final int STEADY = 3;

  private final ModbusSession wire;
  private final RegisterMap map;
  private final int unit;
  private final WordOrder order;
  private final PrintWriter progress;
  private final Duration patience;

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

  Check run(LifebitRule rule) throws InterruptedException {
    if (!(rule.scheme() instanceof LifebitScheme.WriteConstant)
        || map.failSafe().points().isEmpty()) {
      return open("this map's scheme cannot be tried yet");
    }
    for (int i = 0; i < BEATS; i++) {
      beat(rule);
      Thread.sleep(rule.period().toMillis());
    }
    beat(rule);
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
    return watched(silent, before, fallback);
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
      Thread.sleep(1000);
    }
    return Check.contradicted(
        Aspect.FALLBACK,
        "%d s after the last lifebit it still draws %.1f A"
            .formatted(patience.toSeconds(), current()));
  }

  private void beat(LifebitRule rule) {
    Point point = map.point(rule.point()).orElseThrow();
    wire.ask(
        new ModbusRequest.Write(
            point.unitId().orElse(unit),
            point.writeFunction(),
            point.address(),
            Encoder.whole(point, order, rule.value())));
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

package io.ampwire.cli.verify;

import io.ampwire.cli.ModbusAnswers;
import io.ampwire.decode.Decoder;
import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WriteRule;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import io.ampwire.trust.RegisterText;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Test of the set point: writes one step below the current value, reads it back, and restores it.
 * It never raises the set point, and skips registers that wear with each write.
 */
final class SetPointTrial {
  private static final int RESTORES = 3;

  private final ModbusSession wire;
  private final RegisterMap map;
  private final int unit;

  SetPointTrial(ModbusSession wire, RegisterMap map, int unit) {
    this.wire = wire;
    this.map = map;
    this.unit = unit;
  }

  Check run(String name) throws InterruptedException {
    Point point = map.point(name).orElseThrow();
    Optional<WriteRule> rule = point.write().filter(r -> !r.nonVolatile());
    boolean isSetPoint = map.setPoint().filter(s -> s.point().equals(name)).isPresent();
    if (!isSetPoint || rule.isEmpty() || point.orderDependent()) {
      return open(name + " is not a set point that can be tried");
    }
    Reading before = read(point);
    if (!before.isNumber()) {
      return open("it reads " + RegisterText.value(before) + "; it needs a session");
    }
    Decimal found = point.decimal(before.number());
    Decimal lower = found.minusOne();
    if (!rule.get().allows(lower, OptionalLong.empty())) {
      return open("it is " + found + ", and one less may not be written");
    }
    return tried(point, rule.get(), found, lower);
  }

  private Check tried(Point point, WriteRule rule, Decimal before, Decimal lower)
      throws InterruptedException {
    ModbusResponse written = write(point, lower);
    try {
      if (!(written instanceof ModbusResponse.Written)) {
        return Check.contradicted(
            Aspect.WRITE, "function " + point.writeFunction() + ": " + ModbusAnswers.why(written));
      }
      Thread.sleep(rule.settle().toMillis());
      Reading after = read(point);
      String path = before + " -> " + lower + " reads " + RegisterText.value(after);
      if (!reads(point, after, lower)) {
        return Check.contradicted(Aspect.WRITE, path);
      }
      return restored(point, rule, before)
          ? Check.confirmed(Aspect.WRITE, path + ", restored")
          : Check.contradicted(Aspect.WRITE, path + ", NOT restored: set it to " + before);
    } catch (InterruptedException e) {
      write(point, before);
      throw e;
    }
  }

  private boolean restored(Point point, WriteRule rule, Decimal value) throws InterruptedException {
    for (int i = 0; i < RESTORES; i++) {
      write(point, value);
      Thread.sleep(rule.settle().toMillis());
      if (reads(point, read(point), value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean reads(Point point, Reading reading, Decimal value) {
    return reading.isNumber() && point.decimal(reading.number()).equals(value);
  }

  private ModbusResponse write(Point point, Decimal value) {
    return wire.ask(
        new ModbusRequest.Write(
            point.unitId().orElse(unit),
            point.writeFunction(),
            point.address(),
            Encoder.quantity(point, point.order(), value)));
  }

  private Reading read(Point point) {
    ModbusResponse answer = new RegisterReads(wire::ask, map, unit).alone(point);
    return answer instanceof ModbusResponse.Registers registers
        ? Decoder.decode(point, point.order(), registers.bytes(), 0)
        : Reading.NOT_READ;
  }

  private static Check open(String why) {
    return Check.open(Aspect.WRITE, why);
  }
}

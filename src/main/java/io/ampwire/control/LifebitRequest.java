package io.ampwire.control;

import io.ampwire.decode.Encoder;
import io.ampwire.link.ModbusRequest;
import io.ampwire.map.Decimal;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Modbus request that is one lifebit, by the scheme of the map: a constant, the seconds of a
 * timeout, the set point in force, or any request.
 */
final class LifebitRequest {
  private final RegisterMap map;
  private final int unit;
  private final Function<Point, Optional<WordOrder>> orders;
  private final BooleanSupplier mayArm;

  /**
   * @param orders word order of a point on this charger, empty while it is undecided
   * @param mayArm whether writing a timeout may switch on a fail-safe that is off
   */
  LifebitRequest(
      RegisterMap map,
      int unit,
      Function<Point, Optional<WordOrder>> orders,
      BooleanSupplier mayArm) {
    this.map = map;
    this.unit = unit;
    this.orders = orders;
    this.mayArm = mayArm;
  }

  /**
   * The request to send now, if any.
   *
   * @param setPoint set point in force and undisputed; never a value that was read
   */
  Optional<ModbusRequest> next(Optional<Decimal> setPoint) {
    return map.lifebit().flatMap(rule -> request(rule, setPoint));
  }

  private Optional<ModbusRequest> request(LifebitRule rule, Optional<Decimal> setPoint) {
    if (!rule.scheme().writes()) {
      return traffic(rule);
    }
    if (rule.scheme().arms() && !mayArm.getAsBoolean()) {
      return Optional.empty();
    }
    return rule.scheme()
        .next(setPoint)
        .flatMap(value -> map.point(rule.point()).flatMap(point -> quantity(point, value)));
  }

  private Optional<ModbusRequest> quantity(Point point, Decimal value) {
    return orders.apply(point).map(order -> write(point, Encoder.quantity(point, order, value)));
  }

  private ModbusRequest write(Point point, byte[] registers) {
    return new ModbusRequest.Write(
        point.unitId().orElse(unit), point.writeFunction(), point.address(), registers);
  }

  private Optional<ModbusRequest> traffic(LifebitRule rule) {
    return map.point(rule.point())
        .or(() -> map.points().stream().filter(Point::readable).findFirst())
        .map(
            p ->
                new ModbusRequest.Read(
                    p.unitId().orElse(unit), p.readFunction(), p.address(), p.registers()));
  }
}

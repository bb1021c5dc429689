package io.ampwire.plan;

import io.ampwire.map.Point;
import java.util.List;

/**
 * One read request and the points it answers.
 *
 * @param unit Modbus unit
 * @param function 3 (holding) or 4 (input)
 * @param start first register, 0-based
 * @param count registers, 1..125
 */
public record ReadSpan(int unit, int function, int start, int count, List<Point> points) {
  public ReadSpan {
    points = List.copyOf(points);
  }

  /** First register behind the span. */
  public int end() {
    return start + count;
  }

  /** Whether the registers of the point are among those that it reads. */
  boolean covers(Point point) {
    return point.address() >= start && point.end() <= end() && point.readFunction() == function;
  }

  @Override
  public String toString() {
    return "[" + start + "," + count + "]";
  }
}

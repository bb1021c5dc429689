package io.ampwire.plan;

import io.ampwire.map.Point;
import java.util.List;

/**
 * Read request and the points that it covers.
 *
 * @param unit Modbus unit
 * @param function 3 (holding), 4 (input), 1 (coils) or 2 (discrete inputs)
 * @param start first register or coil, 0-based
 * @param count registers or coils, 1..125
 */
public record ReadSpan(int unit, int function, int start, int count, List<Point> points) {
  public ReadSpan {
    points = List.copyOf(points);
  }

  /** First register after the span. */
  public int end() {
    return start + count;
  }

  /** Whether the read covers the registers of the point. */
  boolean covers(Point point) {
    return point.address() >= start && point.end() <= end() && point.readFunction() == function;
  }

  @Override
  public String toString() {
    return "[" + start + "," + count + "]";
  }
}

package io.ampwire.cli.verify;

import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reader of a device by its map. It reads as the bridge does: few long reads, and splits refused
 * ones.
 */
public final class RegisterReads {
  private final Function<ModbusRequest, ModbusResponse> wire;
  private final RegisterMap map;
  private final int unit;
  private final PollPlanner planner;
  private List<ReadSpan> spans;
  private final List<Gap> gaps = new ArrayList<>();

  /** Register inside a read that belongs to no point of the map. */
  record Gap(int address, int word, int promised) {}

  RegisterReads(Function<ModbusRequest, ModbusResponse> wire, RegisterMap map, int unit) {
    this(wire, map, unit, map.points().stream().filter(Point::readable).toList());
  }

  /**
   * @param points the points of a sample
   */
  public RegisterReads(
      Function<ModbusRequest, ModbusResponse> wire, RegisterMap map, int unit, List<Point> points) {
    this.wire = wire;
    this.map = map;
    this.unit = unit;
    this.planner = new PollPlanner(map.link(), unit);
    this.spans = planner.plan(points);
  }

  /** Reads one point alone, at its own address. */
  ModbusResponse alone(Point point) {
    return wire.apply(
        new ModbusRequest.Read(
            point.unitId().orElse(unit), point.readFunction(), point.address(), point.registers()));
  }

  /** Reads each of the named points alone; points that cannot be read are missing. */
  public Capture few(List<Point> points) {
    Capture capture = new Capture(map);
    for (Point point : points) {
      if (alone(point) instanceof ModbusResponse.Registers registers) {
        capture.put(point, registers.bytes(), 0);
      }
    }
    return capture;
  }

  /** One sample of every point; empty if the connection failed. */
  public Optional<Capture> sample() {
    Capture capture = new Capture(map);
    gaps.clear();
    List<ReadSpan> settled = new ArrayList<>();
    List<ReadSpan> todo = new ArrayList<>(spans);
    while (!todo.isEmpty()) {
      ReadSpan span = todo.remove(0);
      ModbusResponse answer =
          wire.apply(
              new ModbusRequest.Read(span.unit(), span.function(), span.start(), span.count()));
      if (answer instanceof ModbusResponse.Registers registers) {
        span.points()
            .forEach(p -> capture.put(p, registers.bytes(), 2 * (p.address() - span.start())));
        gaps.addAll(gaps(span, registers.bytes()));
        settled.add(span);
      } else if (answer instanceof ModbusResponse.Refused && span.points().size() > 1) {
        todo.addAll(0, planner.split(span));
      } else if (answer instanceof ModbusResponse.Refused) {
        capture.missing(span.points().get(0), Reading.UNSUPPORTED);
      } else {
        return Optional.empty();
      }
    }
    spans = settled;
    return Optional.of(capture);
  }

  /** The gaps inside the reads of the last sample. */
  List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  private List<Gap> gaps(ReadSpan span, byte[] bytes) {
    boolean[] mapped = new boolean[span.count()];
    span.points()
        .forEach(
            p -> Arrays.fill(mapped, p.address() - span.start(), p.end() - span.start(), true));
    List<Gap> found = new ArrayList<>();
    for (int i = 0; i < mapped.length; i++) {
      int address = span.start() + i;
      int word = (bytes[2 * i] & 0xFF) << 8 | bytes[2 * i + 1] & 0xFF;
      if (!mapped[i]) {
        map.link().windows().stream()
            .filter(window -> window.covers(address, address + 1))
            .findFirst()
            .ifPresent(window -> found.add(new Gap(address, word, window.gap())));
      }
    }
    return found;
  }
}

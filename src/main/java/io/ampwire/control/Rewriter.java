package io.ampwire.control;

import io.ampwire.command.CommandGate;
import io.ampwire.command.Outcome;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/**
 * Writes the granted set point once more when the charger may have forgotten it. What is being
 * written goes first and may make this unnecessary; commands that wait go after.
 */
final class Rewriter {
  private final Optional<Point> point;
  private final PointWriter pen;
  private final CommandQueue desk;

  Rewriter(RegisterMap map, PointWriter pen, CommandQueue desk) {
    this.point = map.setPointPoint().filter(p -> p.write().isPresent());
    this.pen = pen;
    this.desk = desk;
  }

  /**
   * @param wanted asked when its turn comes
   */
  void write(
      long value,
      PointWriter.Cause cause,
      BooleanSupplier wanted,
      BiConsumer<CommandGate.Write, Outcome> done) {
    if (point.isEmpty()) {
      return;
    }
    CommandGate.Write write =
        new CommandGate.Write(point.get(), point.get().write().orElseThrow(), value, true);
    desk.occupy(
        free -> {
          if (!wanted.getAsBoolean()) {
            free.run();
            return;
          }
          pen.write(
              write,
              cause,
              pen.patience(),
              outcome -> {
                done.accept(write, outcome);
                free.run();
              });
        });
  }
}

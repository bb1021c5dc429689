package io.ampwire.control;

import io.ampwire.command.Outcome;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Decimal;
import java.util.Optional;

/** Port: records each write to a charger and its cause. Calls return at once. */
public interface Audit {
  Audit NONE =
      new Audit() {
        @Override
        public void wrote(ChargerId charger, Write write) {}

        @Override
        public void lifebits(ChargerId charger, Lifebits lifebits) {}
      };

  /**
   * Record of one write and its outcome.
   *
   * @param ts wall clock at its end, ms
   * @param cause {@code command}, {@code console}, {@code reconnect}, {@code drift}, {@code
   *     session}, {@code resume} or {@code group}
   * @param id id of the command that caused it
   * @param by controller that caused it
   */
  record Write(
      long ts,
      String cause,
      String point,
      Decimal value,
      Optional<String> id,
      Optional<String> by,
      Outcome outcome) {}

  /**
   * Summary of the lifebits sent during one period of control.
   *
   * @param from wall clock, ms
   * @param to wall clock, ms
   */
  record Lifebits(long from, long to, long accepted, long refused, long missed) {}

  void wrote(ChargerId charger, Write write);

  void lifebits(ChargerId charger, Lifebits lifebits);
}

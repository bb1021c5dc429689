package io.ampwire.control;

import io.ampwire.command.Outcome;
import io.ampwire.map.ChargerId;
import java.util.Optional;

/** Port: keeps what was written to chargers, and why. Calls return at once. */
public interface Audit {
  Audit NONE =
      new Audit() {
        @Override
        public void wrote(ChargerId charger, Write write) {}

        @Override
        public void lifebits(ChargerId charger, Lifebits lifebits) {}
      };

  /**
   * One write and how it ended.
   *
   * @param ts wall clock at its end, ms
   * @param cause {@code command}, {@code console}, {@code reconnect}, {@code drift}, {@code
   *     session} or {@code resume}
   * @param id of the command that caused it
   * @param by controller that caused it
   */
  record Write(
      long ts,
      String cause,
      String point,
      long value,
      Optional<String> id,
      Optional<String> by,
      Outcome outcome) {}

  /**
   * The lifebits of one stretch of control.
   *
   * @param from wall clock, ms
   * @param to wall clock, ms
   */
  record Lifebits(long from, long to, long accepted, long refused, long missed) {}

  void wrote(ChargerId charger, Write write);

  void lifebits(ChargerId charger, Lifebits lifebits);
}

package io.ampwire.session;

import io.ampwire.map.Vehicle;
import io.ampwire.session.ChargingSession.StopCause;
import io.ampwire.session.ChargingSession.Times;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Session whose car is still there, or whose last counter reading is still missing: everything that
 * the bridge needs to continue it, also after a restart.
 *
 * @param stage of the vehicle at the last poll
 * @param coarse see {@link EnergyTally#energy}
 */
public record OpenSession(
    String id,
    Progress progress,
    Vehicle.Stage stage,
    EnergyTally energy,
    boolean coarse,
    boolean complete) {
  /** Wh; two counters that are read up to ten seconds apart differ by less. */
  private static final double APART = 100;

  private static final double NANOS_PER_HOUR = 3600e9;

  /**
   * Progress in time.
   *
   * @param started wall clock, ms
   * @param chargingStarted wall clock, ms
   * @param left when the car left, wall clock, ms
   * @param asOf the last poll that saw the session, wall clock, ms
   * @param elapsedNanos from the beginning to that poll
   * @param chargingNanos of them in which the car charged
   * @param away whether the charger stopped answering after that poll
   */
  public record Progress(
      long started,
      OptionalLong chargingStarted,
      OptionalLong left,
      long asOf,
      long elapsedNanos,
      long chargingNanos,
      boolean away) {
    static Progress begin(long now) {
      return new Progress(now, OptionalLong.empty(), OptionalLong.empty(), now, 0, 0, false);
    }

    private Progress seen(Vehicle.Stage before, Vehicle.Stage stage, long nanos, long now) {
      boolean first = chargingStarted.isEmpty() && stage == Vehicle.Stage.CHARGING;
      return new Progress(
          started,
          first ? OptionalLong.of(now) : chargingStarted,
          left,
          now,
          elapsedNanos + nanos,
          chargingNanos + (before == Vehicle.Stage.CHARGING ? nanos : 0),
          false);
    }

    private Progress leftAt(long now) {
      return new Progress(
          started, chargingStarted, OptionalLong.of(now), asOf, elapsedNanos, chargingNanos, away);
    }

    private Progress goneAway() {
      return new Progress(started, chargingStarted, left, asOf, elapsedNanos, chargingNanos, true);
    }
  }

  /** Whether the car after a gap is the one from before. */
  enum Continuity {
    SAME,
    OTHER,
    UNSURE
  }

  static OpenSession begin(
      String id, MeterReading reading, EnergyTally energy, boolean coarse, boolean complete) {
    Progress begun = Progress.begin(reading.wallMillis());
    return new OpenSession(id, begun, reading.stage(), energy, coarse, complete)
        .seen(reading, Step.SAME_POLL);
  }

  /** The session after another poll that sees its car. */
  OpenSession seen(MeterReading reading, Step step) {
    return new OpenSession(
        id,
        progress.seen(stage, reading.stage(), step.nanos(), reading.wallMillis()),
        reading.stage(),
        energy.add(reading, step.isLong() ? 0 : step.nanos() / NANOS_PER_HOUR),
        coarse,
        complete);
  }

  /** The session after the first poll that does not see its car. */
  OpenSession left(MeterReading reading, Step step) {
    OpenSession last = seen(reading, step);
    return last.with(last.progress.leftAt(reading.wallMillis()), last.energy);
  }

  /** The session with a later reading of the counters, which no longer advance. */
  OpenSession settled(MeterReading reading) {
    return with(progress, energy.add(reading, 0));
  }

  /** The session while its charger does not answer. */
  OpenSession away() {
    return with(progress.goneAway(), energy);
  }

  OpenSession incomplete() {
    return new OpenSession(id, progress, stage, energy, coarse, false);
  }

  private OpenSession with(Progress other, EnergyTally tally) {
    return new OpenSession(id, other, stage, tally, coarse, complete);
  }

  /**
   * Compares the counters before and after a gap. While one car stays, the lifetime counter and the
   * counter of the session advance by the same amount. Another car makes the lifetime counter
   * advance more, by at least what the first one had.
   */
  Continuity continuity(MeterReading reading) {
    double advance = reading.counter() - energy.counter();
    if (advance < -1) {
      // Before this car charged, the counter may have shown the session before.
      return energy.counted() > 0 ? Continuity.OTHER : Continuity.UNSURE;
    }
    double more = reading.meter() - energy.meter() - advance;
    boolean same = Math.abs(more) <= APART && energy.counter() > 2 * APART;
    return same ? Continuity.SAME : Continuity.UNSURE;
  }

  /** The session without what another car charged since, by that car's counter. */
  OpenSession before(MeterReading other) {
    double position = other.meter() - other.counter();
    return position >= energy.meter() ? with(progress, energy.upTo(position)) : this;
  }

  /** The session as documents show it. */
  ChargingSession shown(Optional<StopCause> cause) {
    return new ChargingSession(
        id,
        new Times(
            progress.started(),
            progress.chargingStarted(),
            progress.left(),
            Duration.ofNanos(progress.elapsedNanos()),
            Duration.ofNanos(progress.chargingNanos())),
        energy.energy(coarse),
        EnergyTally.optional(energy.maxPower()),
        cause,
        complete);
  }

  /** The session as it ended, at the latest now. */
  ChargingSession over(Optional<StopCause> cause, long now) {
    return progress.left().isPresent()
        ? shown(cause)
        : with(progress.leftAt(now), energy).shown(cause);
  }
}

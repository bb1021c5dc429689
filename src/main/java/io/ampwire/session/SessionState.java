package io.ampwire.session;

import io.ampwire.map.Vehicle;
import io.ampwire.session.ChargingSession.StopCause;
import java.util.Optional;

/** What the bridge knows about the car at a charger. A fault or an unknown code changes nothing. */
sealed interface SessionState {
  /** The state after another poll. */
  SessionState next(MeterReading reading, Step step, Context context);

  /** The session in progress, if there is one. */
  default Optional<OpenSession> open() {
    return Optional.empty();
  }

  /** The state while the charger does not answer. */
  default SessionState away() {
    return this;
  }

  /**
   * The state when no poll came for a while.
   *
   * @param nanos monotonic time now
   */
  default SessionState waited(long nanos, Context context) {
    return this;
  }

  /** Surroundings of the state machine: settings of the charger, and receiver of transitions. */
  interface Context {
    /** A new id for a session that begins at that time, wall clock, ms. */
    String id(long started);

    /** How long the lifetime counter may be older than its poll, ns. */
    long meterAge();

    boolean coarse();

    void begun(OpenSession session, MeterReading reading);

    void changed(OpenSession session);

    void ended(OpenSession session, Optional<MeterReading> reading, Optional<StopCause> cause);
  }

  private static boolean present(Vehicle.Stage stage) {
    return switch (stage) {
      case UNAUTHORISED, READY, CHARGING -> true;
      case ABSENT, FAULT, UNKNOWN -> false;
    };
  }

  /** A session whose beginning was not seen. */
  private static SessionState late(MeterReading reading, Context context) {
    // Before it charges, the charger's counter may still show the session before.
    EnergyTally energy =
        reading.stage() == Vehicle.Stage.CHARGING
            ? EnergyTally.late(reading)
            : EnergyTally.begin(Double.NaN, reading);
    return begin(reading, energy, false, context);
  }

  private static SessionState begin(
      MeterReading reading, EnergyTally energy, boolean complete, Context context) {
    OpenSession session =
        OpenSession.begin(
            context.id(reading.wallMillis()), reading, energy, context.coarse(), complete);
    context.begun(session, reading);
    return new Occupied(session);
  }

  /** Nothing is known yet. */
  record Unknown() implements SessionState {
    @Override
    public SessionState next(MeterReading reading, Step step, Context context) {
      if (present(reading.stage())) {
        return late(reading, context);
      }
      return reading.stage() == Vehicle.Stage.ABSENT ? new Vacant(reading.meter()) : this;
    }
  }

  /**
   * No car is there.
   *
   * @param meter last reading of the lifetime counter, Wh, or NaN
   */
  record Vacant(double meter) implements SessionState {
    @Override
    public SessionState next(MeterReading reading, Step step, Context context) {
      if (present(reading.stage())) {
        return step.isLong()
            ? late(reading, context)
            : begin(reading, EnergyTally.begin(meter, reading), !step.blind(), context);
      }
      boolean same = Double.isNaN(reading.meter()) || reading.meter() == meter;
      return same ? this : new Vacant(reading.meter());
    }
  }

  /** A car is there. */
  record Occupied(OpenSession session) implements SessionState {
    @Override
    public Optional<OpenSession> open() {
      return Optional.of(session);
    }

    @Override
    public SessionState away() {
      return new Occupied(session.away());
    }

    @Override
    public SessionState next(MeterReading reading, Step step, Context context) {
      if (!step.isLong()) {
        return seen(session, reading, step, context);
      }
      return switch (session.continuity(reading)) {
        case SAME -> seen(session, reading, step, context);
        case UNSURE -> seen(session.incomplete(), reading, step, context);
        case OTHER -> replaced(reading, step, context);
      };
    }

    private static SessionState seen(
        OpenSession session, MeterReading reading, Step step, Context context) {
      if (reading.stage() == Vehicle.Stage.ABSENT) {
        OpenSession left = (step.blind() ? session.incomplete() : session).left(reading, step);
        return new Leaving(left, reading.nanos() + context.meterAge())
            .next(reading, Step.SAME_POLL, context);
      }
      OpenSession now = session.seen(reading, step);
      boolean started =
          now.progress().chargingStarted().isPresent()
              && session.progress().chargingStarted().isEmpty();
      if (started || now.complete() != session.complete()) {
        context.changed(now);
      }
      return new Occupied(now);
    }

    /** Another car is there, or was in between. */
    private SessionState replaced(MeterReading reading, Step step, Context context) {
      OpenSession old = session.incomplete().before(reading);
      context.ended(
          old.left(EnergyTally.nothing(reading), step), Optional.of(reading), Optional.empty());
      return new Unknown().next(reading, step, context);
    }
  }

  /**
   * The car left; the lifetime counter may not have been read since.
   *
   * @param until monotonic time at which it has, ns
   */
  record Leaving(OpenSession session, long until) implements SessionState {
    /** Longest wait beyond that for a charger that stopped answering, ns. */
    private static final long PATIENCE = 30_000_000_000L;

    @Override
    public Optional<OpenSession> open() {
      return Optional.of(session);
    }

    @Override
    public SessionState next(MeterReading reading, Step step, Context context) {
      // After a long gap the counter also has what other cars charged.
      OpenSession settled = step.isLong() ? session : session.settled(reading);
      boolean back = present(reading.stage());
      if (!back && reading.nanos() < until) {
        return new Leaving(settled, until);
      }
      context.ended(settled, Optional.of(reading), reading.stopCause().get());
      SessionState vacant = new Vacant(settled.energy().meter());
      return back ? vacant.next(reading, step, context) : vacant;
    }

    @Override
    public SessionState waited(long nanos, Context context) {
      if (nanos - until < PATIENCE) {
        return this;
      }
      context.ended(session, Optional.empty(), Optional.empty());
      return new Vacant(session.energy().meter());
    }
  }
}

package io.ampwire.session;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession.StopCause;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/**
 * Sessions and minutes of one charger. Its methods are called under its own lock, from the lane's
 * thread and from the tracker's timer.
 */
final class ChargerTrack implements SessionState.Context {
  /** Missing polls for less are no gap, ns. */
  private static final long GLITCH = Duration.ofSeconds(5).toNanos();

  /** A car cannot leave and another arrive in less, ns. */
  private static final long SWAP = Duration.ofSeconds(30).toNanos();

  /** Spacing of the reports of a session in progress, ns. */
  private static final long REPORT = Duration.ofSeconds(60).toNanos();

  /** Longest age of a session in progress on disk, ns. */
  private static final long SAVE = Duration.ofSeconds(20).toNanos();

  private static final long NANOS = 1_000_000L;
  private static final double SECOND = 1e9;
  private static final int RADIX = Character.MAX_RADIX;

  /** Documents with an earlier time stem from an unset clock. */
  private static final long CLOCK_WAS_SET = 1_600_000_000_000L;

  private final ChargerId charger;
  private final Ports ports;
  private final MinuteMean minute = new MinuteMean();
  private SessionState state = new SessionState.Unknown();
  private MeterPoints points;
  private OptionalLong aliveUntil = OptionalLong.empty();
  private boolean restored;
  private boolean polled;
  private boolean away;
  private volatile boolean disowned;
  private long lastNanos;
  private long poll;
  private long reportedNanos;
  private long savedNanos;
  private Optional<ChargingSession> reported = Optional.empty();
  private long lastId;

  /** Ports of a track. */
  record Ports(SessionStore sessions, MinuteStore minutes, SessionListener listener) {}

  ChargerTrack(ChargerId charger, Ports ports) {
    this.charger = charger;
    this.ports = ports;
  }

  /** Sets the interval of polls, which decides what counts as a gap. */
  void poll(Duration interval) {
    disowned = false;
    poll = interval.toNanos();
  }

  /**
   * Continues a session of an earlier run of the bridge.
   *
   * @param alive when that run was alive last, wall clock, ms
   * @param nanos monotonic time now
   */
  void restore(OpenSession session, OptionalLong alive, long nanos) {
    state =
        session.progress().left().isPresent()
            ? new SessionState.Leaving(session, nanos)
            : new SessionState.Occupied(session);
    aliveUntil = session.progress().away() ? OptionalLong.empty() : alive;
    restored = true;
    usedId(session.id());
  }

  /** An id that must not be given again, even after the wall clock was set back. */
  void usedId(String id) {
    lastId = Math.max(lastId, Long.parseLong(id.substring(id.lastIndexOf('-') + 1), RADIX));
  }

  void state(ChargerSnapshot snapshot, long nanos) {
    if (snapshot.quality() == ChargerSnapshot.Quality.STALE) {
      away();
      return;
    }
    if (points == null || !points.of(snapshot.map())) {
      points = MeterPoints.in(snapshot.map());
    }
    MeterReading reading = points.read(snapshot, nanos);
    Step step = step(reading);
    minute(snapshot, step);
    state = state.next(reading, step, this);
    if (away) {
      away = false;
      state.open().ifPresent(session -> ports.sessions().save(charger, session));
    }
    polled = true;
    restored = false;
    lastNanos = nanos;
  }

  /** The step since the last poll; since the last run of the bridge by the wall clock. */
  private Step step(MeterReading reading) {
    if (polled) {
      long nanos = reading.nanos() - lastNanos;
      return new Step(nanos, gap(nanos));
    }
    if (!restored) {
      return new Step(0, Step.Gap.LONG);
    }
    long asOf = state.open().orElseThrow().progress().asOf();
    long since = Math.max(asOf, aliveUntil.orElse(asOf));
    long away = (reading.wallMillis() - since) * NANOS;
    boolean brief = gap(Math.abs(away)) != Step.Gap.LONG;
    return new Step(
        Math.max(0, (reading.wallMillis() - asOf) * NANOS), brief ? Step.Gap.SHORT : Step.Gap.LONG);
  }

  private Step.Gap gap(long nanos) {
    if (nanos <= Math.max(GLITCH, 3 * poll)) {
      return Step.Gap.NONE;
    }
    return nanos <= Math.max(SWAP, 3 * poll) ? Step.Gap.SHORT : Step.Gap.LONG;
  }

  private void minute(ChargerSnapshot snapshot, Step step) {
    if (minute.isOver(snapshot.ts())) {
      flush();
    }
    if (!polled || step.isLong() || step.nanos() == 0) {
      return;
    }
    double seconds = step.nanos() / SECOND;
    minute.at(snapshot.ts());
    minute.passed(seconds);
    minute.power(points.power(snapshot.readings()), seconds);
    minute.limit(points.limit(snapshot), seconds);
    for (int i = 0; i < MeterPoints.PHASES; i++) {
      minute.current(i, points.current(i, snapshot.readings()), seconds);
    }
  }

  /** Hands the running minute over to the store. */
  void flush() {
    minute
        .take()
        .filter(row -> row.minute() * 60_000 >= CLOCK_WAS_SET)
        .ifPresent(row -> ports.minutes().add(charger, row));
  }

  private void away() {
    away = true;
    state = state.away();
    state.open().ifPresent(session -> ports.sessions().save(charger, session));
  }

  /** Called every few seconds. */
  void tick(long nanos, long wallMillis) {
    if (minute.isOver(wallMillis)) {
      flush();
    }
    state = state.waited(nanos, this);
    state.open().ifPresent(session -> keep(session, nanos));
  }

  private void keep(OpenSession session, long nanos) {
    // A car that left is reported when its session is settled, with its last energy and its cause.
    boolean leaving = session.progress().left().isPresent();
    if (!leaving && nanos - reportedNanos >= REPORT) {
      reportedNanos = nanos;
      ChargingSession shown = session.shown(Optional.empty());
      if (reported.filter(before -> changing(shown).equals(changing(before))).isEmpty()) {
        changed(session);
        return;
      }
    }
    if (nanos - savedNanos >= SAVE) {
      save(session, nanos);
    }
  }

  private CompletionStage<Void> save(OpenSession session, long nanos) {
    savedNanos = nanos;
    return ports.sessions().save(charger, session);
  }

  /** What of a session is worth a document; that time passes is not. */
  private static Map<String, Object> changing(ChargingSession session) {
    Map<String, Object> fields = session.fields();
    fields.remove("duration_s");
    return fields;
  }

  /** Saves everything before the process ends. */
  void close() {
    flush();
    state.open().ifPresent(session -> ports.sessions().save(charger, session));
  }

  /** Ends the session because the charger is no longer this bridge's. */
  void disown(long wallMillis) {
    disowned = true;
    flush();
    state
        .open()
        .ifPresent(
            session ->
                ports
                    .sessions()
                    .end(charger, session.incomplete().over(Optional.empty(), wallMillis)));
    state = new SessionState.Unknown();
  }

  /** The session in progress. */
  Optional<ChargingSession> open() {
    return state.open().map(session -> session.shown(Optional.empty()));
  }

  @Override
  public String id(long started) {
    lastId = Math.max(started, lastId + 1);
    return charger.value() + "-" + Long.toString(lastId, RADIX);
  }

  @Override
  public long meterAge() {
    long age = points.meterAge().toNanos();
    return age == 0 ? 0 : age + NANOS * 1000;
  }

  @Override
  public boolean coarse() {
    return points.coarse();
  }

  @Override
  public void begun(OpenSession session, MeterReading reading) {
    ChargingSession shown = session.shown(Optional.empty());
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("id", session.id());
    details.put("complete", session.complete());
    state(reading).ifPresent(details::putAll);
    ChargerEvent event =
        new ChargerEvent(ChargerEvent.Type.SESSION_STARTED, reading.wallMillis(), details);
    report(session, shown, Optional.of(event));
  }

  @Override
  public void changed(OpenSession session) {
    report(session, session.shown(Optional.empty()), Optional.empty());
  }

  private void report(OpenSession session, ChargingSession shown, Optional<ChargerEvent> event) {
    reported = Optional.of(shown);
    reportedNanos = lastNanos;
    save(session, lastNanos).whenComplete((saved, failure) -> announce(shown, event));
  }

  @Override
  public void ended(
      OpenSession session, Optional<MeterReading> reading, Optional<StopCause> cause) {
    long left = session.progress().left().orElse(session.progress().asOf());
    ChargingSession over = session.over(cause, left);
    Map<String, Object> details = over.fields();
    reading.flatMap(this::state).ifPresent(details::putAll);
    ChargerEvent event =
        new ChargerEvent(
            ChargerEvent.Type.SESSION_ENDED,
            reading.map(MeterReading::wallMillis).orElse(left),
            details);
    ports
        .sessions()
        .end(charger, over)
        .whenComplete((saved, failure) -> announce(over, Optional.of(event)));
  }

  private void announce(ChargingSession session, Optional<ChargerEvent> event) {
    if (disowned) {
      return;
    }
    ports.listener().session(charger, session);
    event.ifPresent(happened -> ports.listener().event(charger, happened));
  }

  /** The code of the vehicle's state, under its name in the map. */
  private Optional<Map<String, Object>> state(MeterReading reading) {
    return reading.code().isPresent()
        ? Optional.of(Map.of(points.stateName(), reading.code().getAsLong()))
        : Optional.empty();
  }
}

package io.ampwire.session;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One EVlink Pro AC in virtual time, polled each second: it counts energy by itself, so that a test
 * compares sessions with the charger's own count. The lifetime counter is read every tenth second,
 * as the map says.
 */
final class SessionBench {
  static final int FREE = 2;
  static final int UNAUTHORISED = 3;
  static final int READY = 7;
  static final int CHARGING = 8;
  static final ChargerId BAY = new ChargerId("bay-01");

  final ManualScheduler scheduler;
  final List<ChargingSession> sessions = new ArrayList<>();
  final List<ChargerEvent> events = new ArrayList<>();
  final List<MinuteRow> minutes = new ArrayList<>();
  SessionTracker tracker;
  double meter = 1_000_000.7;
  double counter;
  private final List<Reading> readings =
      new ArrayList<>(Collections.nCopies(Evlink.MAP.points().size(), Reading.NOT_READ));
  private long meterReadAt = Long.MIN_VALUE;
  private boolean withMeter = true;
  private boolean withCounter = true;

  SessionBench(SessionStore store) {
    this(store, new ManualScheduler());
  }

  SessionBench(SessionStore store, ManualScheduler scheduler) {
    this.scheduler = scheduler;
    start(store);
  }

  /** A process begins over that store. */
  void start(SessionStore store) {
    tracker =
        new SessionTracker(
            store,
            (charger, row) -> minutes.add(row),
            new SessionListener() {
              @Override
              public void session(ChargerId charger, ChargingSession session) {
                sessions.add(session);
              }

              @Override
              public void event(ChargerId charger, ChargerEvent event) {
                events.add(event);
              }
            },
            scheduler);
    tracker.start();
    tracker.begin(BAY, Duration.ofSeconds(1), false);
    meterReadAt = Long.MIN_VALUE;
  }

  SessionBench withoutMeter() {
    withMeter = false;
    return this;
  }

  SessionBench withoutCounter() {
    withCounter = false;
    return this;
  }

  /** Some seconds in that state, one poll each. */
  void pass(int seconds, int code, double kilowatts) {
    for (int i = 0; i < seconds; i++) {
      unseen(1, kilowatts);
      poll(code, kilowatts);
    }
  }

  /** Time passes and energy flows, but no poll comes. */
  void unseen(int seconds, double kilowatts) {
    double flowed = kilowatts * 1000 * seconds / 3600;
    meter += flowed;
    counter += flowed;
    scheduler.advance(Duration.ofSeconds(seconds));
  }

  void poll(int code, double kilowatts) {
    put("ev_state", new Reading.Whole(code));
    put("power_active_phase_tot", new Reading.Real((float) kilowatts));
    float amps = (float) (kilowatts / 0.69);
    for (String phase : Evlink.MAP.vehicle().currents()) {
      put(phase, new Reading.Real(amps));
    }
    put("set_point", new Reading.Whole(16));
    put("last_stop_cause", new Reading.Whole(code == FREE ? 2 : 0));
    if (withCounter) {
      put("session_energy", new Reading.Whole((long) counter));
    }
    boolean due =
        meterReadAt == Long.MIN_VALUE || scheduler.nanos() - meterReadAt >= 9_500_000_000L;
    if (withMeter && due) {
      meterReadAt = scheduler.nanos();
      put("energy_active_total", new Reading.Whole((long) meter));
    }
    report(ChargerSnapshot.Quality.PARTIAL, readings);
  }

  /** The charger stops answering. */
  void offline() {
    report(
        ChargerSnapshot.Quality.STALE,
        Collections.nCopies(Evlink.MAP.points().size(), Reading.NOT_READ));
    meterReadAt = Long.MIN_VALUE;
  }

  private void put(String point, Reading reading) {
    readings.set(Evlink.MAP.position(point), reading);
  }

  private void report(ChargerSnapshot.Quality quality, List<Reading> of) {
    tracker.state(
        BAY,
        new ChargerSnapshot(
            Evlink.MAP,
            scheduler.wallMillis(),
            quality,
            ControlView.NONE,
            WaitingFor.NONE,
            Optional.empty(),
            List.copyOf(of),
            new Capture(Evlink.MAP)));
  }

  ChargingSession last() {
    return sessions.get(sessions.size() - 1);
  }

  List<ChargerEvent> events(ChargerEvent.Type type) {
    return events.stream().filter(event -> event.type() == type).toList();
  }
}

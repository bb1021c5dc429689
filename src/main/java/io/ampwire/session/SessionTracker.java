package io.ampwire.session;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sink that derives charging sessions and one-minute means from the polls of each charger. Reports
 * come on the lanes' own threads; the other methods may be called from any thread.
 */
public final class SessionTracker implements TelemetrySink {
  private static final long TICK = 5_000_000_000L;

  private final SessionStore sessions;
  private final ChargerTrack.Ports ports;
  private final Scheduler scheduler;
  private final Map<ChargerId, ChargerTrack> tracks = new ConcurrentHashMap<>();
  private final Map<ChargerId, OpenSession> open = new HashMap<>();
  private final Map<ChargerId, ChargingSession> last = new HashMap<>();
  private OptionalLong alive = OptionalLong.empty();

  /**
   * @param scheduler for the clocks and the timer; not the lanes' own
   */
  public SessionTracker(
      SessionStore sessions, MinuteStore minutes, SessionListener listener, Scheduler scheduler) {
    this.sessions = sessions;
    this.ports = new ChargerTrack.Ports(sessions, minutes, listener);
    this.scheduler = scheduler;
  }

  /** Reads what an earlier run left; called before the lanes start. */
  public void start() {
    SessionStore.Recall recall = sessions.recall();
    synchronized (this) {
      open.putAll(recall.open());
      last.putAll(recall.last());
      alive = recall.alive();
    }
    scheduler.after(TICK, this::tick);
  }

  /**
   * Prepares for a charger's lane.
   *
   * @param poll interval of its polls
   * @param shared whether other processes may have had the charger since this one stored its
   *     session
   */
  public void begin(ChargerId charger, Duration poll, boolean shared) {
    ChargerTrack track = tracks.computeIfAbsent(charger, id -> new ChargerTrack(id, ports));
    Optional<OpenSession> left;
    Optional<ChargingSession> before;
    synchronized (this) {
      left = Optional.ofNullable(open.remove(charger));
      before = Optional.ofNullable(last.remove(charger));
    }
    synchronized (track) {
      before.ifPresent(session -> track.usedId(session.id()));
      left.ifPresent(session -> track.restore(session, alive, scheduler.nanos()));
      if (shared) {
        track.disown(scheduler.wallMillis());
      }
      track.poll(poll);
      if (!shared) {
        // A broker that lost its retained messages gets the last session again.
        Optional<ChargingSession> shown =
            left.isEmpty()
                ? before
                : left.filter(session -> session.progress().left().isEmpty())
                    .map(session -> session.shown(Optional.empty()));
        shown.ifPresent(session -> ports.listener().session(charger, session));
      }
    }
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    ChargerTrack track = tracks.computeIfAbsent(charger, id -> new ChargerTrack(id, ports));
    long now = scheduler.nanos();
    synchronized (track) {
      track.state(snapshot, now);
    }
  }

  /** Another bridge has the charger, or it left the inventory; its session here ends incomplete. */
  public void removed(ChargerId charger) {
    ChargerTrack track = tracks.remove(charger);
    if (track != null) {
      synchronized (track) {
        track.disown(scheduler.wallMillis());
      }
    }
  }

  /** The session in progress at a charger. */
  public Optional<ChargingSession> open(ChargerId charger) {
    ChargerTrack track = tracks.get(charger);
    if (track == null) {
      return Optional.empty();
    }
    synchronized (track) {
      return track.open();
    }
  }

  /** Hands everything over to the stores before the process ends. */
  public void close() {
    for (ChargerTrack track : tracks.values()) {
      synchronized (track) {
        track.close();
      }
    }
  }

  private void tick() {
    long nanos = scheduler.nanos();
    long wall = scheduler.wallMillis();
    for (ChargerTrack track : tracks.values()) {
      synchronized (track) {
        track.tick(nanos, wall);
      }
    }
    scheduler.after(TICK, this::tick);
  }
}

package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.link.ManualScheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Evlink;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.SessionListener;
import io.ampwire.session.SessionTracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Cars come and go at ten chargers while the process dies again and again; each next process opens
 * the file as the last one left it. The chargers' own record of their cars says what is right.
 */
class SessionDeathsTest {
  private static final int CHARGERS = 10;
  private static final int SESSIONS = 1000;
  private static final int DEATHS = 50;

  @TempDir Path folder;
  private final Random random = new Random(20261126);
  private final ManualScheduler scheduler = new ManualScheduler();
  private final List<Bay> bays =
      IntStream.range(0, CHARGERS).mapToObj(i -> new Bay(new ChargerId("bay-" + i))).toList();
  private final Deque<Runnable> disk = new ArrayDeque<>();
  private final Set<String> announced = new HashSet<>();
  private Path current;
  private SessionJournal journal;
  private SessionTracker tracker;
  private int processes;

  /** A car's visit as the charger knows it. */
  private record Visit(long arrived, long departed, double wattHours) {}

  /** A charger with its cars. */
  private final class Bay {
    private final ChargerId id;
    private final List<Visit> visits = new ArrayList<>();
    private double meter = 1000 * random.nextInt(1_000_000);
    private double counter;
    private boolean plugged;
    private long since;
    private int left = 40 + random.nextInt(60);
    private int charging;

    private Bay(ChargerId id) {
      this.id = id;
    }

    private void second() {
      if (plugged && charging > 0 && left < 80) {
        charging--;
        meter += 3;
        counter += 3;
      }
      if (--left > 0) {
        return;
      }
      if (plugged) {
        visits.add(new Visit(since, scheduler.wallMillis(), counter));
        plugged = false;
        left = 45 + random.nextInt(60);
      } else if (visits.size() < SESSIONS / CHARGERS) {
        plugged = true;
        since = scheduler.wallMillis();
        counter = 0;
        left = 90 + random.nextInt(60);
        charging = 20 + random.nextInt(50);
      }
    }

    private int code() {
      if (!plugged) {
        return 2;
      }
      return charging > 0 && left < 80 ? 8 : 7;
    }

    private void poll() {
      List<Reading> readings =
          new ArrayList<>(
              Collections.nCopies(Evlink.MAP.points().size(), (Reading) Reading.NOT_READ));
      readings.set(Evlink.MAP.position("ev_state"), new Reading.Whole(code()));
      readings.set(Evlink.MAP.position("energy_active_total"), new Reading.Whole((long) meter));
      readings.set(Evlink.MAP.position("session_energy"), new Reading.Whole((long) counter));
      tracker.state(
          id,
          new ChargerSnapshot(
              Evlink.MAP,
              scheduler.wallMillis(),
              ChargerSnapshot.Quality.PARTIAL,
              ControlView.NONE,
              WaitingFor.NONE,
              Optional.empty(),
              readings,
              new Capture(Evlink.MAP)));
    }
  }

  private boolean finished() {
    return bays.stream().allMatch(bay -> bay.visits.size() == SESSIONS / CHARGERS);
  }

  /** FAULTS S27. */
  @Test
  void a_thousand_sessions_across_fifty_deaths_are_kept_once_each() throws IOException {
    begin(OptionalLong.empty());
    int deaths = 0;
    int seconds = 0;
    while (!finished()) {
      second();
      seconds++;
      bays.forEach(Bay::poll);
      if (random.nextInt(4) == 0 || disk.size() > 3 * CHARGERS) {
        writeAll();
      }
      if (deaths < DEATHS && random.nextInt(240) == 0) {
        deaths++;
        die();
      }
    }
    for (int i = 0; i < 20; i++) {
      second();
      bays.forEach(Bay::poll);
    }
    writeAll();
    System.out.printf(
        "sessions: %d in %d s of virtual time across %d deaths%n", SESSIONS, seconds, deaths);

    assertThat(deaths).isEqualTo(DEATHS);
    Set<String> ids = new TreeSet<>();
    int incomplete = 0;
    for (Bay bay : bays) {
      List<SessionJournal.Stored> stored =
          new ArrayList<>(journal.find(Optional.of(bay.id), 0, Long.MAX_VALUE / 2, SESSIONS));
      Collections.reverse(stored);
      assertThat(stored).as(bay.id.value()).hasSameSizeAs(bay.visits);
      for (int i = 0; i < stored.size(); i++) {
        ChargingSession session = stored.get(i).session();
        Visit visit = bay.visits.get(i);
        ids.add(session.id());
        incomplete += session.complete() ? 0 : 1;
        long late = session.complete() ? 1_000 : 40_000;
        assertThat(session.times().started()).isBetween(visit.arrived, visit.arrived + late);
        assertThat(session.times().ended().orElseThrow())
            .isBetween(visit.departed, visit.departed + late);
        assertThat(session.energy().total().orElseThrow()).isCloseTo(visit.wattHours, within(10.0));
      }
    }
    assertThat(ids).hasSize(SESSIONS);
    assertThat(announced).isSubsetOf(ids);
    System.out.printf(
        "sessions: 0 lost, 0 doubled; %d incomplete, %d events of an end%n",
        incomplete, announced.size());
  }

  private void second() {
    scheduler.advance(Duration.ofSeconds(1));
    bays.forEach(Bay::second);
  }

  private void writeAll() {
    while (!disk.isEmpty()) {
      disk.removeFirst().run();
    }
  }

  /** The process is gone with everything that was not on disk; another starts soon. */
  private void die() throws IOException {
    long alive = scheduler.wallMillis() - random.nextInt(5000);
    disk.clear();
    scheduler.kill();
    Path left = current;
    current = folder.resolve("process-" + ++processes);
    Files.createDirectory(current);
    Files.copy(left.resolve("sessions.mv"), current.resolve("sessions.mv"));
    int away = 2 + random.nextInt(18);
    for (int i = 0; i < away; i++) {
      second();
    }
    begin(OptionalLong.of(alive));
  }

  private void begin(OptionalLong alive) throws IOException {
    if (current == null) {
      current = Files.createDirectory(folder.resolve("process-0"));
    }
    journal =
        new SessionJournal(
            new SessionJournal.Settings(
                current, Duration.ofDays(400), alive, scheduler::wallMillis, scheduler::nanos),
            disk::add,
            what -> {
              throw new AssertionError(what);
            });
    tracker =
        new SessionTracker(
            journal,
            (charger, row) -> {},
            new SessionListener() {
              @Override
              public void session(ChargerId charger, ChargingSession session) {}

              @Override
              public void event(ChargerId charger, ChargerEvent event) {
                if (event.type() == ChargerEvent.Type.SESSION_ENDED) {
                  assertThat(announced.add((String) event.details().get("id"))).isTrue();
                }
              }
            },
            scheduler);
    tracker.start();
    bays.forEach(bay -> tracker.begin(bay.id, Duration.ofSeconds(1), false));
  }
}

package io.ampwire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.ChargerId;
import io.ampwire.session.ChargingSession;
import io.ampwire.session.ChargingSession.Energy;
import io.ampwire.session.ChargingSession.Source;
import io.ampwire.session.ChargingSession.StopCause;
import io.ampwire.session.ChargingSession.Times;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionJournalTest {
  private static final long START = 1_795_374_000_000L;
  private static final long DAY = 86_400_000L;

  @TempDir Path folder;
  private final List<String> trouble = new ArrayList<>();
  private long wall = START;
  private long nanos;

  private SessionJournal open() {
    return new SessionJournal(
        new SessionJournal.Settings(
            folder.resolve("history"),
            Duration.ofDays(400),
            OptionalLong.of(7),
            () -> wall,
            () -> nanos),
        Runnable::run,
        trouble::add);
  }

  private static ChargerId bay(String name) {
    return new ChargerId(name);
  }

  private static ChargingSession session(String id, long started) {
    return new ChargingSession(
        id,
        new Times(
            started,
            OptionalLong.of(started + 1),
            OptionalLong.of(started + 2),
            Duration.ofNanos(2_000_001),
            Duration.ofNanos(1_000_001)),
        new Energy(
            OptionalDouble.of(7412.5),
            Optional.of(Source.SESSION_COUNTER),
            OptionalDouble.empty(),
            OptionalDouble.of(9)),
        OptionalDouble.of(11.04),
        Optional.of(new StopCause(2, "ev_disconnected")),
        false);
  }

  private static List<String> ids(List<SessionJournal.Stored> stored) {
    return stored.stream().map(one -> one.session().id()).toList();
  }

  @Test
  void a_session_is_read_as_it_was_written() {
    SessionJournal journal = open();
    ChargingSession session = session("bay-1", START);
    journal.end(bay("bay"), session);
    journal.close();

    SessionJournal next = open();
    assertThat(next.find(Optional.empty(), 0, START + 1, 10))
        .containsExactly(new SessionJournal.Stored(bay("bay"), session));
    assertThat(next.recall().last()).containsEntry(bay("bay"), session);
    assertThat(next.recall().alive()).hasValue(7);
  }

  @Test
  void ids_that_begin_alike_are_chargers_of_their_own() {
    SessionJournal journal = open();
    for (String name : List.of("bay", "bay-01", "bay0", "bay_1", "a")) {
      journal.end(bay(name), session(name + "-1", START));
      journal.end(bay(name), session(name + "-2", START + 10));
    }
    assertThat(ids(journal.find(Optional.of(bay("bay")), 0, START + 11, 10)))
        .containsExactly("bay-2", "bay-1");
    assertThat(journal.find(Optional.empty(), 0, START + 11, 100)).hasSize(10);
    assertThat(journal.recall().last()).hasSize(5);
  }

  @Test
  void a_range_has_its_beginning_but_not_its_end_and_the_newest_come_first() {
    SessionJournal journal = open();
    for (int i = 0; i < 10; i++) {
      journal.end(bay(i % 2 == 0 ? "even" : "odd"), session("s-" + i, START + i));
    }
    assertThat(ids(journal.find(Optional.empty(), START + 2, START + 6, 10)))
        .containsExactly("s-5", "s-4", "s-3", "s-2");
    assertThat(ids(journal.find(Optional.empty(), START, START + 10, 3)))
        .containsExactly("s-9", "s-8", "s-7");
  }

  @Test
  void a_session_older_than_400_days_is_removed_but_not_because_the_clock_jumps() {
    SessionJournal journal = open();
    journal.end(bay("bay"), session("s-old", START - 399 * DAY));
    wall = START + 1000 * DAY;
    nanos = Duration.ofHours(2).toNanos();
    journal.end(bay("bay"), session("s-new", START));
    assertThat(ids(journal.find(Optional.empty(), 0, START + 1, 10)))
        .containsExactly("s-new", "s-old");

    wall = START + 2 * DAY;
    nanos = Duration.ofDays(2).toNanos();
    journal.end(bay("bay"), session("s-newest", wall));
    assertThat(ids(journal.find(Optional.empty(), 0, wall + 1, 10)))
        .containsExactly("s-newest", "s-new");
  }

  @Test
  void a_damaged_file_is_put_aside_and_a_new_one_begins() throws IOException {
    SessionJournal journal = open();
    journal.end(bay("bay"), session("s-1", START));
    journal.close();
    Files.write(folder.resolve("history/sessions.mv"), new byte[10_000]);

    SessionJournal next = open();
    next.end(bay("bay"), session("s-2", START));
    assertThat(ids(next.find(Optional.empty(), 0, START + 1, 10))).containsExactly("s-2");
    assertThat(folder.resolve("history/sessions.mv.damaged")).exists();
    assertThat(trouble).singleElement().asString().contains("kept as");
  }

  @Test
  void a_folder_that_cannot_be_written_loses_no_session_of_this_run() throws IOException {
    Files.writeString(folder.resolve("history"), "a file, not a folder");
    SessionJournal journal = open();
    CompletionStage<Void> done = journal.end(bay("bay"), session("s-1", START));
    assertThat(done).isCompleted();
    assertThat(ids(journal.find(Optional.empty(), 0, START + 1, 10))).containsExactly("s-1");
    assertThat(trouble).singleElement().asString().contains("in memory only");
  }

  @Test
  void a_charger_whose_state_flaps_fills_no_disk() {
    List<Runnable> disk = new ArrayList<>();
    SessionJournal journal =
        new SessionJournal(
            new SessionJournal.Settings(
                folder, Duration.ofDays(400), OptionalLong.empty(), () -> wall, () -> nanos),
            disk::add,
            trouble::add);
    for (int i = 0; i < SessionJournal.MOST_PER_CHARGER + 100; i++) {
      journal.end(bay("bay"), session("s-" + i, START + i));
    }
    disk.forEach(Runnable::run);
    assertThat(disk).hasSize(1);
    List<SessionJournal.Stored> all =
        journal.find(Optional.empty(), 0, Long.MAX_VALUE / 2, Integer.MAX_VALUE / 4);
    assertThat(all.size()).isEqualTo(SessionJournal.MOST_PER_CHARGER);
    assertThat(all.get(0).session().id()).isEqualTo("s-" + (SessionJournal.MOST_PER_CHARGER + 99));
    journal.close();
    disk.forEach(Runnable::run);
  }
}

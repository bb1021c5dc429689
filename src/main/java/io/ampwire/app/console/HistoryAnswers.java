package io.ampwire.app.console;

import io.ampwire.app.state.SessionSetup;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.format.HistoryDocuments;
import io.ampwire.format.HistoryDocuments.Row;
import io.ampwire.http.HistoryViews;
import io.ampwire.journal.MinuteFiles;
import io.ampwire.journal.SessionJournal;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.session.PowerHistory;
import io.ampwire.session.SessionTracker;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** History for the API: sessions in progress and ended ones, and the minutes on disk. */
@ApplicationScoped
public class HistoryAnswers implements HistoryViews {
  private static final long MINUTE = 60_000;

  private final ConsoleViews chargers;
  private final SessionTracker tracker;
  private final SessionJournal sessions;
  private final MinuteFiles minutes;
  private final Scheduler clock;

  HistoryAnswers(
      ConsoleViews chargers, SessionTracker tracker, SessionSetup setup, Scheduler clock) {
    this.chargers = chargers;
    this.tracker = tracker;
    this.sessions = setup.sessions();
    this.minutes = setup.minutes();
    this.clock = clock;
  }

  @Override
  public byte[] sessions(Optional<String> charger, Range range, int most, boolean csv) {
    List<Row> rows = new ArrayList<>();
    for (String name : charger.map(List::of).orElseGet(chargers::names)) {
      ChargerId id = new ChargerId(name);
      tracker
          .open(id)
          .filter(open -> open.times().started() >= range.from())
          .filter(open -> open.times().started() < range.to())
          .ifPresent(open -> rows.add(new Row(id, open)));
    }
    // One more than wanted says whether there are more.
    sessions
        .find(charger.map(ChargerId::new), range.from(), range.to(), most + 1)
        .forEach(stored -> rows.add(new Row(stored.charger(), stored.session())));
    rows.sort(Comparator.comparingLong((Row row) -> row.session().times().started()).reversed());
    boolean more = rows.size() > most;
    List<Row> shown = more ? rows.subList(0, most) : rows;
    return csv
        ? HistoryDocuments.sessionsCsv(shown)
        : HistoryDocuments.sessions(shown, range.from(), range.to(), more);
  }

  @Override
  public Optional<byte[]> history(String charger, Range range, int step, boolean csv) {
    return chargers
        .entry(charger)
        .map(ChargerEntry::id)
        .map(
            id -> {
              long from = range.from() / MINUTE;
              long to = range.to() / MINUTE;
              PowerHistory history = new PowerHistory(minutes.read(id, from, to), from, to, step);
              return csv
                  ? HistoryDocuments.historyCsv(history)
                  : HistoryDocuments.history(id, history, range.to(), step * 60L);
            });
  }

  @Override
  public long now() {
    return clock.wallMillis();
  }
}

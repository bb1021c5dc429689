package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Roles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Sink that keeps the recent history of each charger, for people: its events, the answers to
 * commands, and its power over time. Bounded per charger, so that a busy charger does not displace
 * others. May be used from any thread.
 */
public final class RecentHistory implements TelemetrySink {
  /** Most entries of one charger. */
  public static final int ROOM = 30;

  /** Most entries of all chargers in one answer. */
  public static final int LATELY = 1_000;

  private final Map<ChargerId, Page> pages = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Consumer<Answered>> readers = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Consumer<Entry>> keepers = new CopyOnWriteArrayList<>();
  private long happened;

  /** Entry of the history. */
  public sealed interface Entry {
    ChargerId charger();

    /** Wall clock, ms. */
    long ts();
  }

  /** Event of a charger. */
  public record Happened(ChargerId charger, ChargerEvent event) implements Entry {
    @Override
    public long ts() {
      return event.ts();
    }
  }

  /** Answered command. */
  public record Answered(ChargerId charger, Ack ack) implements Entry {
    @Override
    public long ts() {
      return ack.ts();
    }
  }

  /**
   * Time series of a value.
   *
   * @param stamps wall clock, ms, oldest first
   * @param values in the unit of its point, NaN where there was none
   */
  public record Course(long[] stamps, float[] values) {}

  /**
   * Entries of all chargers.
   *
   * @param seen total number of entries up to and including them
   */
  public record News(long seen, List<Entry> entries) {}

  /** History of one charger. */
  private static final class Page {
    private final Deque<Numbered> entries = new ArrayDeque<>(0);
    private final ValueHistory power = new ValueHistory();
    private long happened;
  }

  private record Numbered(long number, Entry entry) {}

  /** Entries of the charger, newest first. */
  public List<Entry> of(ChargerId charger) {
    Page page = pages.get(charger);
    if (page == null) {
      return List.of();
    }
    synchronized (page) {
      List<Entry> entries = new ArrayList<>();
      page.entries.descendingIterator().forEachRemaining(one -> entries.add(one.entry));
      return entries;
    }
  }

  /** Total number of entries of the charger so far, including dropped ones. */
  public long count(ChargerId charger) {
    Page page = pages.get(charger);
    if (page == null) {
      return 0;
    }
    synchronized (page) {
      return page.happened;
    }
  }

  /**
   * Entries of all chargers since a position, newest first, as far as they are kept; at most
   * {@value #LATELY}.
   *
   * @param seen of the last call, 0 for the beginning
   */
  public synchronized News since(long seen) {
    List<Numbered> found = new ArrayList<>();
    for (Page page : pages.values()) {
      synchronized (page) {
        Iterator<Numbered> newest = page.entries.descendingIterator();
        Numbered one = null;
        while (newest.hasNext() && (one = newest.next()).number > seen) {
          found.add(one);
        }
      }
    }
    return new News(
        happened,
        found.stream()
            .sorted(Comparator.comparingLong(Numbered::number).reversed())
            .limit(LATELY)
            .map(Numbered::entry)
            .toList());
  }

  /**
   * Calls the reader with each answer, until the returned task is run. The call is on the charger's
   * own thread and returns at once.
   */
  public Runnable follow(Consumer<Answered> reader) {
    readers.add(reader);
    return () -> readers.remove(reader);
  }

  /** Calls the keeper with each entry, on the charger's own thread; it returns at once. */
  public void onKept(Consumer<Entry> keeper) {
    keepers.add(keeper);
  }

  /** The charger's power over time, in the unit of its map. */
  public Course power(ChargerId charger) {
    Page page = pages.computeIfAbsent(charger, id -> new Page());
    synchronized (page) {
      return page.power.course();
    }
  }

  /** Forgets a charger that left. */
  public void removed(ChargerId charger) {
    pages.remove(charger);
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    Page page = pages.computeIfAbsent(charger, id -> new Page());
    synchronized (page) {
      if (page.power.due(snapshot.ts())) {
        page.power.add(snapshot.ts(), power(snapshot));
      }
    }
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    keep(new Happened(charger, event));
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    Answered answered = new Answered(charger, ack);
    if (!routine(ack)) {
      keep(answered);
    }
    readers.forEach(reader -> reader.accept(answered));
  }

  /**
   * Whether a command is a renewal, which comes every few seconds and would displace the rest; a
   * release is an event, too.
   */
  private static boolean routine(Ack ack) {
    return ack.command().equals(CommandRules.CONTROL) && ack.outcome() instanceof Outcome.Applied;
  }

  private static double power(ChargerSnapshot snapshot) {
    return Roles.of(snapshot.map())
        .power()
        .map(point -> snapshot.reading(point).number())
        .orElse(Double.NaN);
  }

  private void keep(Entry entry) {
    Page page = pages.computeIfAbsent(entry.charger(), id -> new Page());
    // Numbered and stored in one step, so that no reader sees a number before an earlier entry.
    synchronized (this) {
      synchronized (page) {
        page.entries.addLast(new Numbered(++happened, entry));
        page.happened++;
        if (page.entries.size() > ROOM) {
          page.entries.removeFirst();
        }
      }
    }
    keepers.forEach(keeper -> keeper.accept(entry));
  }
}

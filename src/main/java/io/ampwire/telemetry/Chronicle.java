package io.ampwire.telemetry;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.Snapshot;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import io.ampwire.map.Roles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what lately happened at each charger, for people who come to look afterwards: its
 * events, the answers to commands, and how its power went. Bounded for each charger, so that a
 * restless one crowds out nobody else. Passes everything on.
 */
public final class Chronicle implements TelemetrySink {
  static final int ROOM = 30;

  private final TelemetrySink next;
  private final Map<ChargerId, Page> pages = new ConcurrentHashMap<>();

  /** Something that happened. */
  public sealed interface Entry {
    ChargerId charger();

    /** Wall clock, ms. */
    long ts();
  }

  /** An event of a charger. */
  public record Happened(ChargerId charger, ChargerEvent event) implements Entry {
    @Override
    public long ts() {
      return event.ts();
    }
  }

  /** A command that was answered. */
  public record Answered(ChargerId charger, Ack ack) implements Entry {
    @Override
    public long ts() {
      return ack.ts();
    }
  }

  /**
   * A value over time.
   *
   * @param stamps wall clock, ms, oldest first
   * @param values in the unit of its point, NaN where there was none
   */
  public record Course(long[] stamps, float[] values) {}

  /** What is kept of one charger. */
  private static final class Page {
    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Trail power = new Trail();
  }

  public Chronicle(TelemetrySink next) {
    this.next = next;
  }

  /** What happened at the charger, newest first. */
  public List<Entry> of(ChargerId charger) {
    Page page = pages.get(charger);
    if (page == null) {
      return List.of();
    }
    synchronized (page) {
      List<Entry> entries = new ArrayList<>();
      page.entries.descendingIterator().forEachRemaining(entries::add);
      return entries;
    }
  }

  /** What happened at any charger, newest first. */
  public List<Entry> all() {
    return pages.keySet().stream()
        .flatMap(charger -> of(charger).stream())
        .sorted(Comparator.comparingLong(Entry::ts).reversed())
        .toList();
  }

  /** How the charger's power went, in the unit of its map. */
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
  public void state(ChargerId charger, Snapshot snapshot) {
    Page page = pages.computeIfAbsent(charger, id -> new Page());
    synchronized (page) {
      if (page.power.due(snapshot.ts())) {
        page.power.add(snapshot.ts(), power(snapshot));
      }
    }
    next.state(charger, snapshot);
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    keep(new Happened(charger, event));
    next.event(charger, event);
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    keep(new Answered(charger, ack));
    next.ack(charger, ack);
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    next.availability(charger, online);
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    next.meta(charger, meta);
  }

  private static double power(Snapshot snapshot) {
    return Roles.of(snapshot.map())
        .power()
        .map(point -> snapshot.reading(point).number())
        .orElse(Double.NaN);
  }

  private void keep(Entry entry) {
    Page page = pages.computeIfAbsent(entry.charger(), id -> new Page());
    synchronized (page) {
      page.entries.addLast(entry);
      if (page.entries.size() > ROOM) {
        page.entries.removeFirst();
      }
    }
  }
}

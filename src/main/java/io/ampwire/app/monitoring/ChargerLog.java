package io.ampwire.app.monitoring;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Sink that logs the events of chargers, once per change. Every five minutes it also logs which
 * chargers still do not answer, and why.
 */
@ApplicationScoped
public class ChargerLog implements TelemetrySink {
  private static final Logger LOG = Logger.getLogger(ChargerLog.class);
  private static final int NAMED = 10;
  private static final Set<ChargerEvent.Type> ALL_IN_A_DAYS_WORK =
      Set.of(
          ChargerEvent.Type.CHARGER_ONLINE,
          ChargerEvent.Type.SESSION_STARTED,
          ChargerEvent.Type.SESSION_ENDED,
          ChargerEvent.Type.FAULT_CLEARED,
          ChargerEvent.Type.CONTROL_TAKEN,
          ChargerEvent.Type.COUNTER_RESET,
          ChargerEvent.Type.WORD_ORDER_CONTRADICTS_MAP);

  private final Scheduler scheduler;
  private final Consumer<String> info;
  private final Consumer<String> warn;
  private final LogDeduplicator repeats = new LogDeduplicator();
  private final Map<ChargerId, Object> away = new TreeMap<>();
  private final Set<String> contradicted = ConcurrentHashMap.newKeySet();

  @Inject
  ChargerLog(Scheduler scheduler) {
    this(scheduler, LOG::info, LOG::warn);
  }

  ChargerLog(Scheduler scheduler, Consumer<String> info, Consumer<String> warn) {
    this.scheduler = scheduler;
    this.info = info;
    this.warn = warn;
  }

  /** Starts the periodic reminder of chargers that do not answer. */
  public void start() {
    scheduler.after(LogDeduplicator.AGAIN.toNanos(), this::remind);
  }

  /** Forgets a charger that left the inventory, so that no reminder names it. */
  public synchronized void removed(ChargerId charger) {
    away.remove(charger);
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    note(charger, event);
    if (saidOfMap(event)) {
      return;
    }
    StringBuilder line = new StringBuilder("charger=" + charger + " event=" + event.type().label());
    event
        .details()
        .forEach((key, value) -> line.append(' ').append(key).append('=').append(quoted(value)));
    repeats
        .say(List.of(charger, event.type()), line.toString(), scheduler.nanos())
        .ifPresent(ALL_IN_A_DAYS_WORK.contains(event.type()) ? info : warn);
  }

  /** Whether the event states a fact about a map that a line has stated already. */
  private boolean saidOfMap(ChargerEvent event) {
    return event.type() == ChargerEvent.Type.WORD_ORDER_CONTRADICTS_MAP
        && !contradicted.add(event.details().get("map") + " " + event.details().get("proved"));
  }

  private static String quoted(Object value) {
    String text = String.valueOf(value);
    return text.matches("[^\\s\"]+") ? text : '"' + text.replace('"', '\'') + '"';
  }

  private synchronized void note(ChargerId charger, ChargerEvent event) {
    if (event.type() == ChargerEvent.Type.CHARGER_OFFLINE) {
      away.put(charger, event.details().getOrDefault("reason", ""));
    } else if (event.type() == ChargerEvent.Type.CHARGER_ONLINE) {
      away.remove(charger);
    }
  }

  private synchronized void remind() {
    if (!away.isEmpty()) {
      StringBuilder line = new StringBuilder("not answering (" + away.size() + "):");
      away.entrySet().stream()
          .limit(NAMED)
          .forEach(
              one ->
                  line.append(' ')
                      .append(one.getKey())
                      .append(" (")
                      .append(one.getValue())
                      .append(')'));
      warn.accept(away.size() > NAMED ? line + " and others" : line.toString());
    }
    scheduler.after(LogDeduplicator.AGAIN.toNanos(), this::remind);
  }
}

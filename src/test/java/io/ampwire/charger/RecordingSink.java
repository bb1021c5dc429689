package io.ampwire.charger;

import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a lane says, in order. */
public final class RecordingSink implements TelemetrySink {
  private final List<String> log = new ArrayList<>();
  private final List<ChargerSnapshot> states = new ArrayList<>();
  private final List<ChargerEvent> events = new ArrayList<>();
  private final List<ChargerMeta> metas = new ArrayList<>();
  private final List<Ack> acks = new ArrayList<>();

  private boolean broken;
  private ChargerEvent.Type unbearable;

  /** Whether every state makes it throw. */
  void breakDown(boolean yes) {
    broken = yes;
  }

  /** From now on an event of that type makes it throw. */
  void breakDownAt(ChargerEvent.Type type) {
    unbearable = type;
  }

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    if (broken) {
      throw new IllegalStateException("broken on purpose");
    }
    states.add(snapshot);
    log.add("state " + snapshot.quality().label());
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    log.add(online ? "online" : "offline");
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    if (event.type() == unbearable) {
      throw new IllegalStateException("broken on purpose");
    }
    events.add(event);
    log.add("event " + event.type().label());
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    metas.add(meta);
    log.add("meta");
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    acks.add(ack);
    log.add("ack " + ack.command());
  }

  /** Everything, one short line each. */
  public List<String> log() {
    return List.copyOf(log);
  }

  public List<ChargerSnapshot> states() {
    return List.copyOf(states);
  }

  public ChargerSnapshot state() {
    return states.get(states.size() - 1);
  }

  public ChargerMeta meta() {
    return metas.get(metas.size() - 1);
  }

  public List<Ack> acks() {
    return List.copyOf(acks);
  }

  public List<ChargerEvent> events(ChargerEvent.Type type) {
    return events.stream().filter(e -> e.type() == type).toList();
  }

  public void forget() {
    log.clear();
    states.clear();
    events.clear();
    acks.clear();
  }
}

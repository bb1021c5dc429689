package io.ampwire.faults;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.ChargerSnapshot.Quality;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.decode.Reading;
import io.ampwire.map.ChargerId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps all that a lane says, in order. */
public final class Recorder implements TelemetrySink {
  private final List<State> states = new CopyOnWriteArrayList<>();
  private final List<Boolean> availability = new CopyOnWriteArrayList<>();
  private final List<ChargerEvent> events = new CopyOnWriteArrayList<>();
  private final List<ChargerMeta> metas = new CopyOnWriteArrayList<>();
  private final List<Ack> acks = new CopyOnWriteArrayList<>();

  /** A state and when it was told. */
  public record State(long nanos, ChargerSnapshot snapshot) {}

  @Override
  public void state(ChargerId charger, ChargerSnapshot snapshot) {
    states.add(new State(System.nanoTime(), snapshot));
  }

  @Override
  public void availability(ChargerId charger, boolean online) {
    availability.add(online);
  }

  @Override
  public void event(ChargerId charger, ChargerEvent event) {
    events.add(event);
  }

  @Override
  public void meta(ChargerId charger, ChargerMeta meta) {
    metas.add(meta);
  }

  @Override
  public void ack(ChargerId charger, Ack ack) {
    acks.add(ack);
  }

  /** Completed polls; the last word of a charger that went away is not among them. */
  public List<State> states() {
    return states.stream().filter(s -> s.snapshot().quality() != Quality.STALE).toList();
  }

  public int count() {
    return states().size();
  }

  /** The last words of a charger that went away. */
  public List<State> stale() {
    return states.stream().filter(s -> s.snapshot().quality() == Quality.STALE).toList();
  }

  public Optional<ChargerSnapshot> latest() {
    List<State> all = states();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).snapshot());
  }

  /** What each completed poll said about a point. */
  public List<Reading> readings(String point) {
    return states().stream().map(state -> state.snapshot().reading(point)).toList();
  }

  public List<Boolean> availability() {
    return List.copyOf(availability);
  }

  public List<ChargerEvent> events(ChargerEvent.Type type) {
    return events.stream().filter(event -> event.type() == type).toList();
  }

  public List<ChargerMeta> metas() {
    return List.copyOf(metas);
  }

  public List<Ack> acks() {
    return List.copyOf(acks);
  }

  /** The answers to the command with that id. */
  public List<Ack> acks(String id) {
    return acks.stream().filter(ack -> ack.id().filter(id::equals).isPresent()).toList();
  }
}

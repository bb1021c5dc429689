package io.ampwire.homeassistant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Capture;
import io.ampwire.decode.Reading;
import io.ampwire.format.JsonDocuments;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ValueType;
import io.ampwire.session.ChargingSession;
import io.ampwire.telemetry.Document;
import io.ampwire.trust.DeviceIdentity;
import io.ampwire.trust.TrustBook;
import io.ampwire.trust.WordOrderVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chargers of any map, and their state documents as the bridge writes them. */
public final class Documents {
  static final ChargerId BAY = new ChargerId("bay-01");
  private static final Set<String> ALWAYS =
      Set.of("schema", "boot", "seq", "ts", "time", "quality", "control", "waiting_for");
  static final long UNKNOWN_CODE = 61_234;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonDocuments ENCODER = new JsonDocuments("boot", TrustBook.EMPTY);

  private Documents() {}

  /** Nothing may be asked of it. */
  static ChargerMeta watched(RegisterMap map) {
    return meta(map, Permissions.MONITOR_ONLY, Set.of());
  }

  /** Everything that the map calls writable may be written. */
  static ChargerMeta controlled(RegisterMap map) {
    return meta(map, allowing(map), Set.of());
  }

  static ChargerMeta meta(RegisterMap map, Permissions permissions, Set<String> unsupported) {
    WordOrderVerdict verdict =
        new WordOrderVerdict(
            WordOrderVerdict.State.PROVING,
            Optional.empty(),
            new WordOrderVerdict.Integers(Optional.empty(), false),
            "");
    return new ChargerMeta(map, DeviceIdentity.UNKNOWN, verdict, permissions, unsupported);
  }

  static Permissions allowing(RegisterMap map) {
    Set<String> writable =
        map.points().stream()
            .filter(point -> point.write().isPresent())
            .map(Point::name)
            .collect(Collectors.toSet());
    return new Permissions(
        ControlMode.STANDING, OptionalLong.of(20), Duration.ofSeconds(60), writable, true, true);
  }

  /** State documents of a charger whose points all read so, with and without control. */
  static List<JsonNode> of(RegisterMap map) {
    return List.of(
        state(map, point -> Reading.NOT_READ, Optional.empty()),
        state(map, Documents::usual, Optional.of(Decimal.of(16))),
        state(map, Documents::usual, Optional.of(Decimal.of(0))),
        state(map, Documents::strange, Optional.of(Decimal.of(3))));
  }

  /** Session documents: one in progress, and one that ended. */
  static List<JsonNode> sessions() {
    return List.of(session(OptionalLong.empty()), session(OptionalLong.of(1_795_377_600_000L)));
  }

  private static JsonNode session(OptionalLong ended) {
    ChargingSession session =
        new ChargingSession(
            "bay-01-x",
            new ChargingSession.Times(
                1_795_374_000_000L,
                OptionalLong.empty(),
                ended,
                Duration.ofHours(1),
                Duration.ZERO),
            new ChargingSession.Energy(
                OptionalDouble.of(7412),
                Optional.of(ChargingSession.Source.COUNTER),
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            OptionalDouble.empty(),
            Optional.empty(),
            true);
    return json(ENCODER.encode(new Document.Session(BAY, 1, OptionalLong.empty(), 0, session)));
  }

  static JsonNode state(RegisterMap map, Function<Point, Reading> reads, Optional<Decimal> limit) {
    ControlPhase control = limit.isPresent() ? ControlPhase.HELD : ControlPhase.FREE;
    ChargerSnapshot snapshot = snapshot(map, reads, control, limit);
    return json(ENCODER.encode(new Document.State(BAY, 7, snapshot)));
  }

  static ChargerSnapshot snapshot(
      RegisterMap map,
      Function<Point, Reading> reads,
      ControlPhase control,
      Optional<Decimal> limit) {
    return new ChargerSnapshot(
        map,
        1_795_374_000_123L,
        ChargerSnapshot.Quality.PARTIAL,
        new ControlView(
            control, Optional.empty(), limit, OptionalLong.empty(), OptionalLong.empty(), false),
        WaitingFor.UNKNOWN,
        Optional.empty(),
        map.points().stream().map(reads).toList(),
        new Capture(map));
  }

  /** The same document of a charger of which nothing can be read. */
  public static JsonNode withoutValues(JsonNode state) {
    ObjectNode none = state.deepCopy();
    state
        .properties()
        .forEach(
            one -> {
              if (!ALWAYS.contains(one.getKey())) {
                none.putNull(one.getKey());
              }
            });
    return none;
  }

  /** The same document with codes that no map lists. */
  public static JsonNode withUnknownCodes(JsonNode state) {
    ObjectNode strange = state.deepCopy();
    strange.put("waiting_for", "the_bus").put("control", "by_magic");
    state
        .properties()
        .forEach(
            one -> {
              if (one.getKey().endsWith("_label")) {
                strange.put(one.getKey(), "unknown_" + UNKNOWN_CODE);
                strange.put(one.getKey().replace("_label", ""), UNKNOWN_CODE);
              }
            });
    return strange;
  }

  static JsonNode json(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reading usual(Point point) {
    if (!point.labels().isEmpty()) {
      return new Reading.Whole(point.labels().get(0).code());
    } else if (point.type() == ValueType.ASCII) {
      return new Reading.Text("1.2.3");
    }
    return point.type().isFloat() ? new Reading.Real(9.5516f) : new Reading.Whole(6);
  }

  private static Reading strange(Point point) {
    return point.type() == ValueType.ASCII && point.labels().isEmpty()
        ? new Reading.Text("x'{{ 1 }}")
        : new Reading.Whole(UNKNOWN_CODE);
  }
}

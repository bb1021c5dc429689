package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Reading;
import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.telemetry.Document;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** JSON of the state document: flat, with every key always present and null for a missing value. */
final class StateJson {
  private StateJson() {}

  static byte[] write(Document.State state, String boot) {
    ChargerSnapshot snapshot = state.snapshot();
    return Json.object(
        json -> {
          json.writeNumberField("schema", 1);
          json.writeStringField("boot", boot);
          json.writeNumberField("seq", state.seq());
          epoch(json, state.epoch());
          json.writeNumberField("ts", snapshot.ts());
          json.writeStringField("time", Json.time(snapshot.ts()));
          json.writeStringField("quality", snapshot.quality().label());
          control(json, snapshot.control());
          json.writeStringField("waiting_for", snapshot.waitingFor().label());
          if (snapshot.limitFollowed().isPresent()) {
            json.writeBooleanField("limit_followed", snapshot.limitFollowed().get());
          } else {
            json.writeNullField("limit_followed");
          }
          points(json, snapshot);
        });
  }

  /** Written only where chargers move between bridges; a later owner has a greater epoch. */
  static void epoch(JsonGenerator json, OptionalLong epoch) throws IOException {
    if (epoch.isPresent()) {
      json.writeNumberField("epoch", epoch.getAsLong());
    }
  }

  private static void control(JsonGenerator json, ControlView control) throws IOException {
    json.writeStringField("control", label(control.state()));
    json.writeStringField("control_by", control.by().orElse(null));
    decimal(json, "control_limit", control.limit());
    whole(json, "lease_left", control.leaseLeft());
    whole(json, "lifebit_age_ms", control.lifebitAge());
    String supervision = control.confirmed() ? "confirmed" : "unconfirmed";
    json.writeStringField("supervision", supervision);
  }

  private static String label(ControlPhase state) {
    return switch (state) {
      case FREE -> "none";
      case HELD, AWAY -> "held";
      case SUSPENDED -> "suspended";
    };
  }

  private static void points(JsonGenerator json, ChargerSnapshot snapshot) throws IOException {
    ValueWriter values = new ValueWriter(json);
    for (Key key : snapshot.map().derived(Keys.class, Keys::of).all()) {
      Reading reading = snapshot.readings().get(key.position());
      json.writeFieldName(key.name());
      reading.accept(values);
      if (!key.point().labels().isEmpty()) {
        json.writeFieldName(key.label());
        label(json, key.point(), reading);
      }
    }
  }

  /** Keys of a map's state document in their order, encoded once for all of its documents. */
  private record Keys(List<Key> all) {
    private static Keys of(RegisterMap map) {
      return new Keys(
          IntStream.range(0, map.points().size())
              .filter(i -> ChargerSnapshot.inState(map.points().get(i)))
              .mapToObj(i -> Key.of(i, map.points().get(i)))
              .toList());
    }
  }

  /** Keys of one point. */
  private record Key(int position, Point point, SerializedString name, SerializedString label) {
    private static Key of(int position, Point point) {
      return new Key(
          position,
          point,
          new SerializedString(point.name()),
          new SerializedString(point.name() + "_label"));
    }
  }

  /** Text of a code; a code without a label becomes {@code unknown_117}. */
  static void label(JsonGenerator json, Point point, Reading reading) throws IOException {
    if (reading.code().isPresent()) {
      long code = reading.code().getAsLong();
      json.writeString(point.label(code).orElse("unknown_" + code));
    } else {
      json.writeNull();
    }
  }

  /** Converts a reading to a JSON value; a reading without a value is null. */
  static void value(JsonGenerator json, Reading reading) throws IOException {
    reading.accept(new ValueWriter(json));
  }

  /** Writes a reading as a JSON value; a reading without a value is null. */
  private record ValueWriter(JsonGenerator json) implements Reading.Visitor<IOException> {
    @Override
    public void whole(long value) throws IOException {
      json.writeNumber(value);
    }

    @Override
    public void real(float value) throws IOException {
      json.writeNumber(value);
    }

    @Override
    public void wide(double value) throws IOException {
      json.writeNumber(value);
    }

    @Override
    public void text(String value) throws IOException {
      json.writeString(value);
    }

    @Override
    public void none(String why) throws IOException {
      json.writeNull();
    }
  }

  static void decimal(JsonGenerator json, String name, Optional<Decimal> value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.get().value());
    } else {
      json.writeNull();
    }
  }

  static void whole(JsonGenerator json, String name, OptionalLong value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      json.writeNumber(value.getAsLong());
    } else {
      json.writeNull();
    }
  }
}

package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.WaitingFor;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Reading;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Roles;
import io.ampwire.telemetry.Telemetry;
import io.ampwire.trust.Axis;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** JSON summary of chargers for the API's list: the values that every kind of charger has. */
public final class ChargerJson {
  private ChargerJson() {}

  /** Charger of the inventory with its current data. */
  public record Seen(ChargerEntry entry, Telemetry.Current current, TrustBook book) {
    /** Map of its readings; an edit of the inventory may just have changed it. */
    RegisterMap map() {
      return current.snapshot().map(ChargerSnapshot::map).orElse(entry.map());
    }

    /** The charger as it last answered. */
    Seen asAnswered() {
      return new Seen(
          entry, new Telemetry.Current(current.answered(), current.online(), current.meta()), book);
    }

    MapTrust trust() {
      return book.of(map());
    }

    /** Identity that the device reports; proof holds only for that device. */
    DeviceVersion device() {
      return current.meta().map(m -> TrustJson.device(m.identity())).orElse(DeviceVersion.UNKNOWN);
    }

    Reading reading(String point) {
      return current.snapshot().map(s -> s.reading(point)).orElse(Reading.NOT_READ);
    }
  }

  /** Writes one object per charger, in the given order. */
  public static byte[] list(List<Seen> chargers) {
    return Json.array(
        json -> {
          for (Seen seen : chargers) {
            json.writeStartObject();
            glance(json, seen);
            json.writeEndObject();
          }
        });
  }

  /** Writes the keys that the list and the single charger share. */
  static void glance(JsonGenerator json, Seen seen) throws IOException {
    Telemetry.Current current = seen.current();
    json.writeStringField("id", seen.entry().id().value());
    MetaJson.description(json, seen.entry().description());
    json.writeStringField("host", seen.entry().host());
    json.writeStringField(
        "reference", current.meta().flatMap(m -> m.identity().reference()).orElse(null));
    json.writeStringField("map", seen.map().id());
    json.writeStringField("rung", seen.trust().rung(Axis.READ, seen.device()).label());
    json.writeFieldName("online");
    json.writeObject(current.online().orElse(null));
    json.writeFieldName("ts");
    json.writeObject(current.snapshot().map(ChargerSnapshot::ts).orElse(null));
    json.writeStringField("time", current.snapshot().map(s -> Json.time(s.ts())).orElse(null));
    json.writeStringField("quality", current.snapshot().map(s -> s.quality().label()).orElse(null));
    json.writeStringField(
        "waiting_for",
        current.snapshot().map(ChargerSnapshot::waitingFor).orElse(WaitingFor.UNKNOWN).label());
    values(json, seen);
    answered(json, seen);
    control(json, seen);
    json.writeNumberField("implausible", implausible(current));
    json.writeFieldName("limit_followed");
    json.writeObject(current.snapshot().flatMap(ChargerSnapshot::limitFollowed).orElse(null));
    json.writeFieldName("word_order");
    wordOrder(json, current.meta().orElse(null), seen.map());
    json.writeStringField(
        "fit", current.meta().map(m -> lower(m.identity().fit())).orElse("unknown"));
  }

  /**
   * Number of implausible readings; they indicate a wrong map or a wrong word order in the
   * inventory.
   */
  private static long implausible(Telemetry.Current current) {
    return current
        .snapshot()
        .map(s -> s.readings().stream().filter(Reading::isImplausible).count())
        .orElse(0L);
  }

  private static void values(JsonGenerator json, Seen seen) throws IOException {
    Roles roles = Roles.of(seen.map());
    json.writeStringField(
        "vehicle", seen.map().vehicle().stage(name -> seen.reading(name).code()).label());
    PointJson.value(json, "state", seen, roles.state());
    PointJson.value(json, "power", seen, roles.power());
    PointJson.value(json, "set_point", seen, roles.setPoint());
    PointJson.values(json, "currents", seen, roles.currents());
    PointJson.values(json, "voltages", seen, roles.voltages());
  }

  /** Writes the last known values of a charger that stopped answering; null for any other. */
  private static void answered(JsonGenerator json, Seen seen) throws IOException {
    Telemetry.Current current = seen.current();
    json.writeFieldName("last");
    if (current.answered().isEmpty() || current.answered().equals(current.snapshot())) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeNumberField("ts", current.answered().get().ts());
    json.writeStringField("time", Json.time(current.answered().get().ts()));
    values(json, seen.asAnswered());
    json.writeEndObject();
  }

  private static void control(JsonGenerator json, Seen seen) throws IOException {
    ControlView view =
        seen.current().snapshot().map(ChargerSnapshot::control).orElse(ControlView.NONE);
    Permissions permissions = seen.entry().permissions();
    OptionalLong max = permissions.maxCurrent();
    json.writeObjectFieldStart("control");
    json.writeStringField("mode", max.isPresent() ? lower(permissions.mode()) : "none");
    json.writeFieldName("max_current");
    json.writeObject(max.isPresent() ? max.getAsLong() : null);
    json.writeNumberField("lease", permissions.lease().toSeconds());
    json.writeBooleanField("held", view.state().held());
    json.writeStringField("by", view.by().orElse(null));
    Json.whole(json, "lease_left", view.leaseLeft());
    Json.whole(json, "lifebit_age_ms", view.lifebitAge());
    json.writeStringField("supervision", view.confirmed() ? "confirmed" : "unconfirmed");
    json.writeEndObject();
  }

  private static void wordOrder(JsonGenerator json, ChargerMeta meta, RegisterMap map)
      throws IOException {
    json.writeStartObject();
    if (meta == null) {
      json.writeStringField("state", "proving");
      json.writeNullField("order");
      json.writeStringField("why", "the charger has not answered yet");
    } else {
      MetaJson.verdict(json, meta.verdict());
    }
    json.writeStringField("documented", map.link().order().label());
    json.writeEndObject();
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

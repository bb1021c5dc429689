package io.ampwire.format;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.telemetry.BridgeInfo;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.trust.Axis;
import io.ampwire.trust.TrustBook;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * Documents for users: JSON, or plain text for a single word. The state document is flat, with
 * every key always present and null for a missing value.
 */
public final class JsonDocuments implements DocumentEncoder, Document.Visitor<byte[]> {
  private static final byte[] NOTHING = {};

  /** Event document, for any kind of event. */
  static final int MOST_EVENT_BYTES = 16 * 1024;

  private static final String CUT = " ...";

  private final String boot;
  private final TrustBook trust;

  public JsonDocuments(String boot, TrustBook trust) {
    this.boot = boot;
    this.trust = trust;
  }

  @Override
  public byte[] encode(Document document) {
    return document.accept(this);
  }

  @Override
  public byte[] state(Document.State state) {
    ChargerSnapshot snapshot = state.snapshot();
    return Json.object(
        json -> {
          json.writeNumberField("schema", 1);
          json.writeStringField("boot", boot);
          json.writeNumberField("seq", state.seq());
          Json.epoch(json, state.epoch());
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

  private static void control(JsonGenerator json, ControlView control) throws IOException {
    json.writeStringField("control", label(control.state()));
    json.writeStringField("control_by", control.by().orElse(null));
    Json.decimal(json, "control_limit", control.limit());
    Json.whole(json, "lease_left", control.leaseLeft());
    Json.whole(json, "lifebit_age_ms", control.lifebitAge());
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
    Json.ValueWriter values = new Json.ValueWriter(json);
    for (Key key : snapshot.map().derived(Keys.class, Keys::of).all()) {
      Reading reading = snapshot.readings().get(key.position());
      json.writeFieldName(key.name());
      reading.accept(values);
      if (!key.point().labels().isEmpty()) {
        json.writeFieldName(key.label());
        Json.label(json, key.point(), reading);
      }
    }
  }

  @Override
  public byte[] pointValue(Document.PointValue value) {
    return PointText.of(value.reading());
  }

  @Override
  public byte[] availability(Document.Availability availability) {
    return onOff(availability.online());
  }

  @Override
  public byte[] meta(Document.Meta document) {
    return MetaJson.write(document.meta(), trust.of(document.meta().map()));
  }

  @Override
  public byte[] session(Document.Session document) {
    return Json.object(
        json -> {
          json.writeNumberField("schema", 1);
          json.writeStringField("boot", boot);
          json.writeNumberField("seq", document.seq());
          Json.epoch(json, document.epoch());
          json.writeNumberField("ts", document.ts());
          json.writeStringField("time", Json.time(document.ts()));
          json.writeStringField("type", "session");
          details(json, document.session().fields());
        });
  }

  @Override
  public byte[] event(Document.Event document) {
    ChargerEvent event = document.event();
    return event(
        document.seq(), document.epoch(), event.ts(), event.type().label(), event.details());
  }

  @Override
  public byte[] answer(Document.Answer answer) {
    return AckJson.write(answer);
  }

  @Override
  public byte[] removed(Document.Removed removed) {
    return NOTHING;
  }

  @Override
  public byte[] announcement(Document.Announcement announcement) {
    return announcement.content().map(made -> TreeJson.write(made.get())).orElse(NOTHING);
  }

  @Override
  public byte[] group(Document.GroupMessage message) {
    return message.content().map(TreeJson::write).orElse(NOTHING);
  }

  @Override
  public byte[] bridgeStatus(Document.BridgeStatus status) {
    return onOff(status.online());
  }

  @Override
  public byte[] info(Document.Info document) {
    return info(document.info());
  }

  @Override
  public byte[] bridgeEvent(Document.BridgeEvent event) {
    return event(event.seq(), OptionalLong.empty(), event.ts(), event.type(), event.details());
  }

  @Override
  public byte[] late(Document.Late late) {
    return late.payload();
  }

  @Override
  public byte[] probe(Document.Probe probe) {
    return ProbeText.write(probe);
  }

  private static byte[] onOff(boolean online) {
    return (online ? "online" : "offline").getBytes(StandardCharsets.UTF_8);
  }

  /** Cuts long texts until the event fits. */
  private byte[] event(
      long seq, OptionalLong epoch, long ts, String type, Map<String, Object> details) {
    byte[] event = fullEvent(seq, epoch, ts, type, details);
    for (int most = MOST_EVENT_BYTES / 2; event.length > MOST_EVENT_BYTES && most > 1; most /= 2) {
      event = fullEvent(seq, epoch, ts, type, cut(details, most));
    }
    return event;
  }

  private static Map<String, Object> cut(Map<String, Object> details, int most) {
    Map<String, Object> shorter = new LinkedHashMap<>();
    details.forEach(
        (key, value) -> {
          String text = String.valueOf(value);
          boolean fits =
              value == null
                  || value instanceof Number
                  || value instanceof Boolean
                  || text.length() <= most;
          shorter.put(key, fits ? value : text.substring(0, most) + CUT);
        });
    shorter.put("truncated", true);
    return shorter;
  }

  private byte[] fullEvent(
      long seq, OptionalLong epoch, long ts, String type, Map<String, Object> details) {
    return Json.object(
        json -> {
          json.writeNumberField("seq", seq);
          Json.epoch(json, epoch);
          json.writeNumberField("ts", ts);
          json.writeStringField("time", Json.time(ts));
          json.writeStringField("type", type);
          // The boot in a gap event may be an earlier one than the current boot.
          if (!details.containsKey("boot")) {
            json.writeStringField("boot", boot);
          }
          details(json, details);
        });
  }

  /** Writes the further keys of an event. */
  static void details(JsonGenerator json, Map<String, Object> details) throws IOException {
    for (Map.Entry<String, Object> detail : details.entrySet()) {
      json.writeFieldName(detail.getKey());
      if (detail.getValue() == null) {
        json.writeNull();
      } else if (detail.getValue() instanceof Boolean flag) {
        json.writeBoolean(flag);
      } else if (detail.getValue() instanceof Double number) {
        json.writeNumber(number);
      } else if (detail.getValue() instanceof BigDecimal number) {
        json.writeNumber(number);
      } else if (detail.getValue() instanceof Number number) {
        json.writeNumber(number.longValue());
      } else {
        json.writeString(String.valueOf(detail.getValue()));
      }
    }
  }

  private static void broker(JsonGenerator json, BridgeInfo.Broker broker) throws IOException {
    json.writeObjectFieldStart("mqtt");
    json.writeStringField("version", broker.version());
    if (broker.maxPacket().isPresent()) {
      json.writeNumberField("max_packet", broker.maxPacket().get());
    }
    json.writeNumberField("receive_maximum", broker.receiveMaximum());
    json.writeBooleanField("retain", broker.retain());
    json.writeBooleanField("wildcards", broker.wildcards());
    if (broker.retainAsPublished().isPresent()) {
      json.writeBooleanField("retain_as_published", broker.retainAsPublished().get());
    }
    if (broker.lastProblem().isPresent()) {
      json.writeStringField("last_problem", broker.lastProblem().get());
    }
    json.writeEndObject();
  }

  private byte[] info(BridgeInfo info) {
    return Json.object(
        json -> {
          json.writeNumberField("schema", 1);
          json.writeStringField("version", info.version());
          json.writeStringField("boot", info.boot());
          json.writeNumberField("ts", info.started());
          json.writeStringField("started", Json.time(info.started()));
          json.writeStringField("clock", info.clockSynced() ? "synced" : "unsynced");
          json.writeStringField("inventory", info.inventory());
          if (info.broker().isPresent()) {
            broker(json, info.broker().get());
          }
          json.writeArrayFieldStart("chargers");
          for (String charger : info.chargers()) {
            json.writeString(charger);
          }
          json.writeEndArray();
          json.writeObjectFieldStart("maps");
          for (RegisterMap map : info.maps()) {
            json.writeObjectFieldStart(map.id());
            json.writeNumberField("revision", map.revision());
            json.writeStringField("digest", map.digest());
            json.writeStringField("rung", trust.of(map).rung(Axis.READ).label());
            json.writeEndObject();
          }
          json.writeEndObject();
        });
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
}

package io.ampwire.mqtt;

import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MQTT 5 properties of the bridge's documents: the JSON content type, and user properties for
 * fields by which consumers route or count, so that they need not parse the payload.
 */
public final class DocumentProperties {
  private static final String SCHEMA = "1";

  /** A document from the journal keeps its own numbers, which are near the start of its payload. */
  private static final Pattern BOOT = Pattern.compile("\"boot\":\"([a-z0-9]{1,16})\"");

  private static final Pattern SEQ = Pattern.compile("\"seq\":(\\d{1,18})");
  private static final int BEGINNING = 400;

  private final String boot;
  private final String source;
  private final boolean cloudEvents;

  /**
   * @param boot of this run of the process
   * @param source URI reference of the bridge, for CloudEvents
   * @param cloudEvents whether state and events carry CloudEvents' attributes in binary mode
   */
  public DocumentProperties(String boot, String source, boolean cloudEvents) {
    this.boot = boot;
    this.source = source;
    this.cloudEvents = cloudEvents;
  }

  OutgoingProperties of(Document document, byte[] payload) {
    if (document instanceof Document.State state) {
      return json(document, boot, state.seq(), "state", state.snapshot().ts());
    } else if (document instanceof Document.Event event) {
      String type = "event." + event.event().type().label();
      return json(document, boot, event.seq(), type, event.event().ts());
    } else if (document instanceof Document.Session session) {
      return json(document, boot, session.seq(), "session", session.ts());
    } else if (document instanceof Document.BridgeEvent event) {
      return json(document, boot, event.seq(), "event." + event.type(), event.ts());
    } else if (document instanceof Document.Late) {
      return late(document, payload);
    } else if (document instanceof Document.Meta
        || document instanceof Document.Answer
        || document instanceof Document.Info) {
      return OutgoingProperties.json(user(document, boot));
    } else if (document instanceof Document.Announcement && payload.length > 0) {
      return OutgoingProperties.json(Map.of());
    }
    return OutgoingProperties.NONE;
  }

  private static Map<String, String> user(Document document, String boot) {
    Map<String, String> user = new LinkedHashMap<>();
    user.put("schema", SCHEMA);
    user.put("boot", boot);
    document.charger().ifPresent(charger -> user.put("charger", charger.value()));
    return user;
  }

  private OutgoingProperties json(Document document, String boot, long seq, String type, long ts) {
    Map<String, String> user = user(document, boot);
    user.put("seq", Long.toString(seq));
    if (cloudEvents) {
      String charger = document.charger().map(id -> "/" + id.value()).orElse("");
      String kind = type.startsWith("event.") ? "event" : type;
      user.put("specversion", "1.0");
      user.put("id", boot + "-" + kind + "-" + seq);
      user.put("source", source + charger);
      user.put("type", "io.ampwire." + type);
      user.put("time", Instant.ofEpochMilli(ts).toString());
    }
    return OutgoingProperties.json(user);
  }

  private static OutgoingProperties late(Document document, byte[] payload) {
    String beginning =
        new String(payload, 0, Math.min(payload.length, BEGINNING), StandardCharsets.UTF_8);
    Map<String, String> user = new LinkedHashMap<>();
    user.put("schema", SCHEMA);
    copy(BOOT, beginning, "boot", user);
    copy(SEQ, beginning, "seq", user);
    document.charger().ifPresent(charger -> user.put("charger", charger.value()));
    return OutgoingProperties.json(user);
  }

  private static void copy(Pattern pattern, String from, String name, Map<String, String> to) {
    Matcher found = pattern.matcher(from);
    if (found.find()) {
      to.put(name, found.group(1));
    }
  }
}

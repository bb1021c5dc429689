package io.ampwire.mqtt;

import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Every topic there is. {@code base/bridge/...}; chargers cannot be called {@code _bridge}, so the
 * bridge's own commands share the subscription of theirs.
 */
public final class Topics {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");

  private final String root;
  private final Optional<String> member;
  private final Pattern command;

  /** A command's address. */
  public record CommandAddress(ChargerId charger, String name) {}

  /**
   * @param member which of several that are one bridge together; empty where it is the only one
   */
  public Topics(String base, String bridge, Optional<String> member) {
    this.root = base + "/" + bridge;
    this.member = member;
    this.command = Pattern.compile(Pattern.quote(root) + "/([^/]{1,64})/cmd/([^/]{1,64})");
  }

  /** Where the document goes. */
  public String of(Document document) {
    if (document instanceof Document.BridgeStatus) {
      return status();
    }
    return root + "/" + document.charger().map(id -> id.value() + "/").orElse("") + leaf(document);
  }

  private static String leaf(Document document) {
    if (document instanceof Document.State) {
      return "state";
    } else if (document instanceof Document.Availability) {
      return "status";
    } else if (document instanceof Document.Meta) {
      return "meta";
    } else if (document instanceof Document.PointValue value) {
      return "point/" + value.point();
    } else if (document instanceof Document.Answer answer) {
      return "ack/" + answer.ack().command();
    } else if (document instanceof Document.Removed removed) {
      return removed.topic().name().toLowerCase(Locale.ROOT);
    } else if (document instanceof Document.Info) {
      return "info";
    } else if (document instanceof Document.Mark) {
      return "_bridge/cmd/loop";
    } else if (document instanceof Document.Late late) {
      return late.charger().isPresent() ? "backlog" : "event";
    }
    return "event";
  }

  /** Whether the broker keeps the last one. */
  public boolean retained(Document document) {
    return document instanceof Document.State
        || document instanceof Document.Availability
        || document instanceof Document.Meta
        || document instanceof Document.PointValue
        || document instanceof Document.Removed
        || document instanceof Document.BridgeStatus
        || document instanceof Document.Info;
  }

  /** The longest that any charger's can become: its id and the last level at their bounds. */
  public String longest() {
    return root + "/" + "c".repeat(ChargerId.LONGEST) + "/point/" + "p".repeat(64);
  }

  /** Topic of this process' status, which is its last will too. */
  public String status() {
    return member.map(name -> root + "/member/" + name + "/status").orElseGet(this::common);
  }

  /** Topic of the status of the bridge as a whole. */
  String common() {
    return root + "/status";
  }

  /** What brings every command, and the bridge's own marks with them. */
  String commands() {
    return root + "/+/cmd/+";
  }

  /** Topic on which the bridge's own marks come back. */
  String loop() {
    return root + "/_bridge/cmd/loop";
  }

  public boolean isLoop(String topic) {
    return topic.equals(loop());
  }

  /** Whose command a topic is; empty for anything that no charger can be meant by. */
  public Optional<CommandAddress> command(String topic) {
    Matcher matcher = command.matcher(topic);
    boolean legal =
        matcher.matches()
            && ChargerId.isLegal(matcher.group(1))
            && NAME.matcher(matcher.group(2)).matches();
    return legal
        ? Optional.of(new CommandAddress(new ChargerId(matcher.group(1)), matcher.group(2)))
        : Optional.empty();
  }
}

package io.ampwire.sparkplug;

import io.ampwire.map.ChargerId;
import java.util.Optional;

/**
 * Topics of one edge node, {@code spBv1.0/group/TYPE/node} and below. A charger's id is its device
 * id.
 */
public record SparkplugTopics(String group, String node) {
  private static final String NAMESPACE = "spBv1.0";

  /** Whether the text may be a group id, an edge node id or a host id. */
  public static boolean isId(String text) {
    return !text.isBlank()
        && text.length() <= 64
        && text.chars().noneMatch(c -> "+/#".indexOf(c) >= 0 || Character.isISOControl(c));
  }

  String birth() {
    return of("NBIRTH");
  }

  String death() {
    return of("NDEATH");
  }

  String data() {
    return of("NDATA");
  }

  String command() {
    return of("NCMD");
  }

  String birth(ChargerId device) {
    return of("DBIRTH") + "/" + device;
  }

  String death(ChargerId device) {
    return of("DDEATH") + "/" + device;
  }

  String data(ChargerId device) {
    return of("DDATA") + "/" + device;
  }

  /** Filter of the commands to all devices. */
  String deviceCommands() {
    return of("DCMD") + "/+";
  }

  /** The device that a command is for; empty if the topic is not one of a charger's commands. */
  Optional<ChargerId> commanded(String topic) {
    String prefix = of("DCMD") + "/";
    String device = topic.startsWith(prefix) ? topic.substring(prefix.length()) : "";
    return ChargerId.isLegal(device) ? Optional.of(new ChargerId(device)) : Optional.empty();
  }

  /** Topic of a host application's state. */
  static String state(String host) {
    return NAMESPACE + "/STATE/" + host;
  }

  private String of(String type) {
    return NAMESPACE + "/" + group + "/" + type + "/" + node;
  }
}

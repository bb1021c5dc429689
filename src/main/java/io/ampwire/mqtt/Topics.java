package io.ampwire.mqtt;

import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MQTT topics of the bridge, {@code base/bridge/...}. A charger id cannot be {@code _bridge}, so
 * one subscription receives the chargers' commands and the bridge's own loop topic.
 */
public final class Topics {
  private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,64}");
  private static final Pattern CONTROLLER = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  private static final String LIMIT = "limit";

  private final String root;
  private final Optional<String> member;
  private final Optional<String> births;
  private final Pattern command;
  private final Pattern limit;
  private final boolean controllers;

  /**
   * A command's address.
   *
   * @param controller that the topic belongs to; empty for the shared topic
   */
  public record CommandAddress(ChargerId charger, String name, Optional<String> controller) {}

  public Topics(String base, String bridge, Optional<String> member) {
    this(base, bridge, member, Optional.empty(), false);
  }

  /**
   * @param member name of this process where several are one bridge; empty for a single process
   * @param births topic on which Home Assistant announces its start; empty without discovery
   * @param controllers whether controllers have topics of their own, one level below
   */
  public Topics(
      String base,
      String bridge,
      Optional<String> member,
      Optional<String> births,
      boolean controllers) {
    this.births = births;
    this.root = base + "/" + bridge;
    this.member = member;
    this.controllers = controllers;
    this.limit = Pattern.compile(Pattern.quote(root) + "/_group/([^/]{1,64})/cmd/" + LIMIT);
    this.command =
        Pattern.compile(Pattern.quote(root) + "/([^/]{1,64})/cmd/([^/]{1,64})(?:/([^/]{1,64}))?");
  }

  /** The topic of a document. */
  public String of(Document document) {
    return switch (document.topicKind()) {
      case STATE -> of(document, "state");
      case STATUS -> of(document, "status");
      case META -> of(document, "meta");
      case SESSION -> of(document, "session");
      case POINT -> of(document, "point/" + document.subject());
      case EVENT -> of(document, "event");
      case ACK -> of(document, "ack/" + document.subject());
      case BACKLOG -> of(document, "backlog");
      case BRIDGE_STATUS -> status();
      case BRIDGE_INFO -> info();
      case BRIDGE_EVENT -> root + "/event";
      case PROBE -> loop();
      case GROUP_STATE -> groupState(document.subject());
      case GROUP_ACK -> group(document.subject()) + "ack/" + LIMIT;
      case FOREIGN -> document.subject();
    };
  }

  private String of(Document document, String leaf) {
    return of(document.charger().orElseThrow(), leaf);
  }

  /** Topic of the info document. */
  public String info() {
    return root + "/info";
  }

  /** Topic of a charger's status. */
  public String status(ChargerId charger) {
    return of(charger, "status");
  }

  /** Topic of a charger's state document. */
  public String state(ChargerId charger) {
    return of(charger, "state");
  }

  /** Topic of a charger's session document. */
  public String session(ChargerId charger) {
    return of(charger, "session");
  }

  /** Topic for commands to a charger. */
  public String command(ChargerId charger, String name) {
    return of(charger, "cmd/" + name);
  }

  /** Topic of the answers to one command of a charger. */
  String answer(ChargerId charger, String name) {
    return of(charger, "ack/" + name);
  }

  /** Filter for all answers to commands of a charger. */
  public String answers(ChargerId charger) {
    return of(charger, "ack/+");
  }

  private String of(ChargerId charger, String leaf) {
    return root + "/" + charger.value() + "/" + leaf;
  }

  /** The longest topic of any charger, with the longest id and last levels. */
  public String longest() {
    String last = "p".repeat(64);
    return root
        + "/"
        + "c".repeat(ChargerId.LONGEST)
        + (controllers ? "/cmd/" + last + "/" + last : "/point/" + last);
  }

  /** Topic of this process' status and last will. */
  public String status() {
    return member.map(name -> root + "/member/" + name + "/status").orElseGet(this::common);
  }

  /** Topic of the status of the bridge as a whole. */
  public String common() {
    return root + "/status";
  }

  private String group(String name) {
    return root + "/_group/" + name + "/";
  }

  /** Topic of a group's state document. */
  public String groupState(String group) {
    return group(group) + "state";
  }

  /** Topic for commands that set the limit of a group. */
  public String limit(String group) {
    return group(group) + "cmd/" + LIMIT;
  }

  /** Filter for the commands to all groups. */
  public String limits() {
    return limit("+");
  }

  /** The group whose limit a message on that topic sets; empty for another topic. */
  public Optional<String> limitOf(String topic) {
    Matcher matcher = limit.matcher(topic);
    return matcher.matches() && ChargerId.isLegal(matcher.group(1))
        ? Optional.of(matcher.group(1))
        : Optional.empty();
  }

  /** Filter for all commands and the loop topic. */
  String commands() {
    return root + (controllers ? "/+/cmd/#" : "/+/cmd/+");
  }

  /** Loop topic: the bridge receives what it publishes there. */
  String loop() {
    return root + "/_bridge/cmd/loop";
  }

  /** Whether the topic is in the bridge's own tree. */
  boolean isOwn(String topic) {
    return topic.startsWith(root + "/");
  }

  public boolean isLoop(String topic) {
    return topic.equals(loop());
  }

  /** Topic on which Home Assistant announces its start. */
  Optional<String> births() {
    return births;
  }

  boolean isBirth(String topic) {
    return births.filter(topic::equals).isPresent();
  }

  /** Address of the command with that topic; empty if the topic is not a valid command topic. */
  public Optional<CommandAddress> command(String topic) {
    Matcher matcher = command.matcher(topic);
    if (!matcher.matches()
        || !ChargerId.isLegal(matcher.group(1))
        || !NAME.matcher(matcher.group(2)).matches()) {
      return Optional.empty();
    }
    Optional<String> controller = Optional.ofNullable(matcher.group(3));
    boolean legal = controller.map(name -> controllers && isController(name)).orElse(true);
    return legal
        ? Optional.of(
            new CommandAddress(new ChargerId(matcher.group(1)), matcher.group(2), controller))
        : Optional.empty();
  }

  private static boolean isController(String name) {
    return CONTROLLER.matcher(name).matches();
  }
}

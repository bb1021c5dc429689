package io.ampwire.mqtt;

import io.ampwire.command.Command;
import io.ampwire.command.ReplyTo;
import io.ampwire.map.ChargerId;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Allow-list of response topics. Every sender of a command names one, so without this list the
 * bridge would publish on any topic that a sender names. In the bridge's own tree only topics below
 * {@code {charger}/ack/} qualify: an answer is never a command, a state or a probe.
 */
public final class ResponseTopics {
  /** Longest correlation data that an answer carries, in bytes. */
  public static final int MAX_CORRELATION = 256;

  private static final int MAX_TOPIC_BYTES = 256;

  private final Topics topics;
  private final List<String> filters;

  /**
   * @param filters MQTT topic filters of topics outside the bridge's tree
   */
  public ResponseTopics(Topics topics, List<String> filters) {
    this.topics = topics;
    this.filters = List.copyOf(filters);
  }

  /**
   * The command with the message's properties: its expiry, and its response topic if that is
   * allowed.
   *
   * @param refused receives a response topic that is not allowed
   */
  public Command apply(
      ChargerId charger, Command command, IncomingProperties properties, Consumer<String> refused) {
    Optional<String> topic = properties.responseTopic().filter(asked -> allows(charger, asked));
    if (topic.isEmpty()) {
      properties.responseTopic().ifPresent(refused);
    }
    int correlation = properties.correlation().map(data -> data.length).orElse(0);
    if (topic.isPresent() && correlation > MAX_CORRELATION) {
      return command.malformed(
          "the correlation data has %d bytes, at most %d are returned"
              .formatted(correlation, MAX_CORRELATION));
    }
    return command.delivered(
        new Command.Delivery(
            properties.expiry(), topic.map(asked -> new ReplyTo(asked, properties.correlation()))));
  }

  /** Whether an answer of that charger may go to the topic. */
  public boolean allows(ChargerId charger, String topic) {
    boolean plain =
        !topic.isEmpty()
            && !topic.startsWith("$")
            && ByteBufUtil.utf8Bytes(topic) <= MAX_TOPIC_BYTES
            && topic.codePoints().noneMatch(c -> c == '+' || c == '#' || Character.isISOControl(c));
    if (!plain) {
      return false;
    }
    if (topics.isOwn(topic)) {
      return topic.startsWith(topics.answer(charger, ""));
    }
    return filters.stream().anyMatch(filter -> matches(filter, topic));
  }

  /** Whether the text is a valid topic filter for the configuration. */
  public static boolean isFilter(String text) {
    String[] levels = text.split("/", -1);
    for (int i = 0; i < levels.length; i++) {
      boolean last = i == levels.length - 1;
      boolean wild = levels[i].equals("+") || levels[i].equals("#") && last;
      if (!wild && (levels[i].contains("+") || levels[i].contains("#"))) {
        return false;
      }
    }
    return !text.isEmpty() && text.codePoints().noneMatch(Character::isISOControl);
  }

  private static boolean matches(String filter, String topic) {
    String[] wanted = filter.split("/", -1);
    String[] levels = topic.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i].equals("#")) {
        return true;
      }
      if (i >= levels.length || !wanted[i].equals("+") && !wanted[i].equals(levels[i])) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }
}

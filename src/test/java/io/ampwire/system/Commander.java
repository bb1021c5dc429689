package io.ampwire.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A user at a terminal: commands one charger and reads the answers, one per command. */
final class Commander {
  private final Pub pub;
  private final Subscriber subscriber;
  private final String charger;

  Commander(int port, Subscriber subscriber, String charger) {
    this.pub = new Pub(port);
    this.subscriber = subscriber;
    this.charger = charger;
  }

  /** The answer to the command. */
  JsonNode ask(String command, String payload) {
    return ask(command, payload.getBytes(StandardCharsets.UTF_8));
  }

  JsonNode ask(String command, byte[] payload) {
    int before = answers(command).size();
    if (payload.length == 0) {
      pub.sendNothing(topic(command));
    } else if (isPlain(payload)) {
      pub.send(topic(command), new String(payload, StandardCharsets.UTF_8));
    } else {
      pub.sendBytes(topic(command), payload);
    }
    return subscriber.awaitCount(charger + "/ack/" + command, before + 1).json();
  }

  /** What a shell could pass as an argument. */
  private static boolean isPlain(byte[] payload) {
    return payload.length < 100
        && new String(payload, StandardCharsets.ISO_8859_1).matches("[!-,.-~][ -~]*");
  }

  String topic(String command) {
    return charger + "/cmd/" + command;
  }

  List<Message> answers(String command) {
    return subscriber.on(charger + "/ack/" + command);
  }

  Pub pub() {
    return pub;
  }
}

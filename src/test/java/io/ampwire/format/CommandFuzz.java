package io.ampwire.format;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.fuzz.Hold;
import io.ampwire.map.ChargerId;
import io.ampwire.telemetry.Document;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** Any payload of a command: it never throws, and the answer to it is one line of JSON. */
public final class CommandFuzz {
  private CommandFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    Command command = CommandParser.parse("set_point", input, false, 1, 1_795_374_000_000L);
    for (OptionalLong time : new OptionalLong[] {command.ts(), command.ttl(), command.lease()}) {
      Hold.that(time.orElse(0) >= 0, "a time before all times");
    }
    command.id().ifPresent(CommandFuzz::printable);
    command.by().ifPresent(CommandFuzz::printable);
    String why = command.value() instanceof Command.Malformed bad ? bad.why() : "";
    Ack ack = new Ack("set_point", command.id(), Outcome.rejected(Code.BAD_PAYLOAD, why), 1, 1);
    String answer = new String(AckJson.write(answer(ack)), StandardCharsets.UTF_8);
    Hold.that(answer.startsWith("{") && answer.endsWith("}"), "no object: " + answer);
    Hold.that(answer.indexOf('\n') < 0, "more than a line: " + answer);
  }

  private static Document.Answer answer(Ack ack) {
    return new Document.Answer(new ChargerId("bay-01"), OptionalLong.empty(), ack);
  }

  private static void printable(String text) {
    Hold.that(!text.isEmpty() && text.length() <= 128, "a text of length " + text.length());
  }
}

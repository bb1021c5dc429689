package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.ampwire.command.Command;
import io.ampwire.group.LimitCommand;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parser of a command's payload: a bare scalar or one flat JSON object. No payload makes it throw.
 * A payload that it cannot parse becomes {@link Command.Malformed} with the reason. The id is kept
 * if it could be read, so that the answer reaches the sender.
 */
public final class CommandParser {
  private static final int LONGEST = 4096;
  private static final int LONGEST_TEXT = 128;
  private static final long YEAR = 31_536_000;
  private static final long LATEST = 1L << 53;
  private static final JsonFactory STRICT =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(8).maxNumberLength(64).build())
          .build();

  private CommandParser() {}

  /** Fault of a payload, in words for its sender. */
  private static final class Bad extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Bad(String why) {
      super(why, null, false, false);
    }
  }

  /** Fields of a command while they are read. */
  private static final class Draft {
    private Command.Value value;
    private String id;
    private String by;
    private final boolean limit;
    private String unit;
    private String reason;
    private OptionalLong ts = OptionalLong.empty();
    private OptionalLong ttl = OptionalLong.empty();
    private OptionalLong lease = OptionalLong.empty();

    private Draft(boolean limit) {
      this.limit = limit;
    }
  }

  /**
   * @param nanos monotonic clock at receipt
   * @param millis wall clock at receipt
   */
  public static Command parse(
      String name, byte[] payload, boolean retained, long nanos, long millis) {
    return parse(new Draft(false), name, payload, retained, nanos, millis);
  }

  /**
   * Parses a command that sets the limit of a group; it may also carry {@code unit} and {@code
   * reason}.
   */
  public static LimitCommand parseLimit(byte[] payload, boolean retained, long nanos, long millis) {
    Draft draft = new Draft(true);
    Command command = parse(draft, "limit", payload, retained, nanos, millis);
    return new LimitCommand(
        command, Optional.ofNullable(draft.unit), Optional.ofNullable(draft.reason));
  }

  private static Command parse(
      Draft draft, String name, byte[] payload, boolean retained, long nanos, long millis) {
    try {
      read(payload, draft);
    } catch (Bad bad) {
      draft.value = new Command.Malformed(bad.getMessage());
    } catch (IOException | RuntimeException broken) {
      draft.value =
          new Command.Malformed("the payload is neither a number, a word nor a JSON object");
    }
    return new Command(
        name,
        draft.value,
        Optional.ofNullable(draft.id),
        draft.ts,
        draft.ttl,
        draft.lease,
        Optional.ofNullable(draft.by),
        retained,
        nanos,
        millis);
  }

  private static void read(byte[] payload, Draft draft) throws IOException {
    if (payload.length == 0) {
      throw new Bad("the payload is empty");
    }
    if (payload.length > LONGEST) {
      throw new Bad(
          "the payload has " + payload.length + " bytes, at most " + LONGEST + " are read");
    }
    String text = decoded(payload).strip();
    if (text.matches("[a-z_]{1,32}") && !text.matches("true|false|null")) {
      draft.value = new Command.Word(text);
      return;
    }
    try (JsonParser json = STRICT.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_OBJECT) {
        object(json, draft);
      } else {
        draft.value = scalar(json, "the payload");
      }
      if (json.nextToken() != null) {
        throw new Bad("something follows the value");
      }
    }
    if (draft.value == null) {
      throw new Bad("the key value is missing");
    }
  }

  private static String decoded(byte[] payload) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
    } catch (CharacterCodingException e) {
      throw new Bad("the payload is not UTF-8");
    }
  }

  /**
   * Continues after a fault, so that it finds the id anywhere in the payload; the first fault
   * counts.
   */
  private static void object(JsonParser json, Draft draft) throws IOException {
    Bad first = null;
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String key = json.currentName();
      json.nextToken();
      try {
        member(json, key, draft);
      } catch (Bad bad) {
        first = first == null ? bad : first;
        json.skipChildren();
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static void member(JsonParser json, String key, Draft draft) throws IOException {
    switch (key) {
      case "value" -> draft.value = scalar(json, key);
      case "id" -> draft.id = text(json, key);
      case "by" -> draft.by = text(json, key);
      case "ts" -> draft.ts = whole(json, key, LATEST);
      case "ttl" -> draft.ttl = seconds(json, key);
      case "lease" -> draft.lease = seconds(json, key);
      case "unit" -> draft.unit = ofLimit(json, key, draft);
      case "reason" -> draft.reason = ofLimit(json, key, draft);
      default -> throw unknown(draft);
    }
  }

  private static String ofLimit(JsonParser json, String key, Draft draft) throws IOException {
    if (!draft.limit) {
      throw unknown(draft);
    }
    return text(json, key);
  }

  private static Bad unknown(Draft draft) {
    return new Bad(
        "unknown key; known: value, id, ts, ttl, lease, by"
            + (draft.limit ? ", unit, reason" : ""));
  }

  private static Command.Value scalar(JsonParser json, String key) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Command.Number(json.getDecimalValue());
      case VALUE_STRING -> new Command.Word(text(json, key));
      default -> throw new Bad(key + " must be a number or a word");
    };
  }

  private static String text(JsonParser json, String key) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw new Bad(key + " must be text");
    }
    String text = json.getText();
    boolean printable = text.codePoints().allMatch(CommandParser::printable);
    if (text.isEmpty() || text.length() > LONGEST_TEXT || !printable) {
      throw new Bad(key + " must have 1.." + LONGEST_TEXT + " printable characters");
    }
    return text;
  }

  /**
   * Whether a terminal shows the text unchanged: no control characters, direction marks or line
   * breaks.
   */
  private static boolean printable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private static OptionalLong whole(JsonParser json, String key, long most) throws IOException {
    if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw new Bad(key + " must be a whole number");
    }
    long value = json.getLongValue();
    if (value < 0 || value > most) {
      throw new Bad(key + " must be a whole number, 0.." + most);
    }
    return OptionalLong.of(value);
  }

  /** Parses seconds; a fraction is rounded up. */
  private static OptionalLong seconds(JsonParser json, String key) throws IOException {
    JsonToken token = json.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw new Bad(key + " must be a number of seconds");
    }
    BigDecimal value = json.getDecimalValue();
    if (value.signum() < 0 || value.compareTo(BigDecimal.valueOf(YEAR)) > 0) {
      throw new Bad(key + " must be a number of seconds, 0.." + YEAR);
    }
    return OptionalLong.of(value.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}

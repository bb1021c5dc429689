package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Command;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandParserTest {
  @ParameterizedTest
  @CsvSource({"16, 16", "0, 0", "-1, -1", "16.5, 16.5", "' 16 ', 16", "16.0, 16.0", "1e3, 1000"})
  void a_bare_number_is_a_number(String payload, BigDecimal value) {
    Command.Number number = (Command.Number) parse(payload).value();
    assertThat(number.value()).isEqualByComparingTo(value);
  }

  @Test
  void a_bare_word_is_a_word() {
    assertThat(parse("renew").value()).isEqualTo(new Command.Word("renew"));
    assertThat(parse("\"release\"").value()).isEqualTo(new Command.Word("release"));
  }

  @Test
  void an_object_carries_everything() {
    Command command =
        parse(
            "{\"value\":16,\"id\":\"a1\",\"ts\":1795374000000,\"ttl\":10,\"lease\":60,"
                + "\"by\":\"ems-1\"}");
    assertThat(command.value()).isEqualTo(new Command.Number(BigDecimal.valueOf(16)));
    assertThat(command.id()).hasValue("a1");
    assertThat(command.ts()).hasValue(1_795_374_000_000L);
    assertThat(command.ttl()).hasValue(10);
    assertThat(command.lease()).hasValue(60);
    assertThat(command.by()).hasValue("ems-1");
    assertThat(command.name()).isEqualTo("set_point");
    assertThat(command.received()).isEqualTo(7);
    assertThat(command.receivedMillis()).isEqualTo(8);
  }

  /** FAULTS C01. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\u0000",
        "{",
        "{}",
        "[]",
        "[16]",
        "{\"value\":16",
        "{\"value\":}",
        "{\"value\":16}}",
        "{\"value\":16} 17",
        "16 17",
        "{\"value\":16,\"value\":17}",
        "{\"value\":16,\"id\":\"a\",\"id\":\"b\"}",
        "{\"value\":null}",
        "{\"value\":true}",
        "{\"value\":[16]}",
        "{\"value\":{\"value\":16}}",
        "{\"id\":\"a\"}",
        "{\"value\":16,\"volts\":230}",
        "{\"value\":16,\"id\":5}",
        "{\"value\":16,\"id\":\"\"}",
        "{\"value\":16,\"id\":\"a\\u0000b\"}",
        "{\"value\":16,\"by\":\"a\\u009bb\"}",
        "{\"value\":16,\"id\":\"\\ud800\"}",
        "{\"value\":\"\\udfff\"}",
        "{\"value\":16,\"ts\":\"now\"}",
        "{\"value\":16,\"ts\":1.5}",
        "{\"value\":16,\"ts\":-1}",
        "{\"value\":16,\"ts\":99999999999999999999}",
        "{\"value\":16,\"ttl\":-1}",
        "{\"value\":16,\"ttl\":9223372036854775807}",
        "{\"value\":16,\"lease\":1e9}",
        "NaN",
        "Infinity",
        "-Infinity",
        "null",
        "true",
        "016",
        "0x10",
        "+16",
        "16A",
        "'16'",
        "{value:16}",
        "{\"value\":NaN}",
        "\ufeff16"
      })
  void what_is_not_understood_is_malformed_and_says_why(String payload) {
    assertThat(parse(payload).value())
        .isInstanceOfSatisfying(
            Command.Malformed.class,
            bad -> assertThat(bad.why()).isNotBlank().hasSizeLessThan(200));
  }

  /** FAULTS C01. */
  @ParameterizedTest
  @ValueSource(strings = {"ff", "c328", "eda080", "f8888080", "c0af", "31ff", "22edb08022"})
  void what_is_not_utf_8_is_malformed(String bytes) {
    assertThat(parse(HexFormat.of().parseHex(bytes)).value())
        .isEqualTo(new Command.Malformed("the payload is not UTF-8"));
  }

  /** FAULTS C01. */
  @Test
  void a_megabyte_is_not_read() {
    assertThat(parse("1".repeat(1 << 20)).value()).isInstanceOf(Command.Malformed.class);
    assertThat(parse(" ".repeat(1 << 20) + "16").value()).isInstanceOf(Command.Malformed.class);
  }

  /** FAULTS C01. */
  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"value\":", "{\"a\":["})
  void deep_nesting_is_refused_without_a_deep_stack(String step) {
    assertThat(parse(step.repeat(10_000)).value()).isInstanceOf(Command.Malformed.class);
    assertThat(parse(step.repeat(400)).value()).isInstanceOf(Command.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "1e-999", "1e999999999", "-1e999999999", "1E-2147483647"})
  void a_huge_exponent_costs_nothing_and_is_no_whole_number(String number) {
    Command.Value value = parse("{\"value\":" + number + "}").value();
    if (value instanceof Command.Number known) {
      assertThat(known.whole()).isEmpty();
    } else {
      assertThat(value).isInstanceOf(Command.Malformed.class);
    }
  }

  @Test
  void a_string_is_never_taken_for_a_number() {
    assertThat(parse("{\"value\":\"16\"}").value()).isEqualTo(new Command.Word("16"));
  }

  @Test
  void a_fraction_of_a_second_counts_as_the_next_whole_one() {
    Command command = parse("{\"value\":16,\"ttl\":0.2,\"lease\":1.5}");
    assertThat(command.ttl()).hasValue(1);
    assertThat(command.lease()).hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a1\",\"value\":16,\"unit\":\"A\"}",
        "{\"unit\":\"A\",\"value\":16,\"id\":\"a1\"}",
        "{\"value\":[16,{\"id\":\"no\"}],\"id\":\"a1\"}",
        "{\"ttl\":\"10\",\"value\":16,\"id\":\"a1\"}"
      })
  void the_id_is_found_behind_the_fault(String payload) {
    Command command = parse(payload);
    assertThat(command.id()).hasValue("a1");
    assertThat(command.value()).isInstanceOf(Command.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u202E", "\u2028", "\u200B", "\u0085"})
  void text_that_a_terminal_would_not_show_as_it_is_is_refused(String hidden) {
    Command command = parse("{\"value\":16,\"by\":\"ems" + hidden + "\"}");
    assertThat(command.value()).isInstanceOf(Command.Malformed.class);
    assertThat(command.by()).isEmpty();
  }

  @Test
  void the_id_is_kept_where_it_could_be_read_before_the_fault() {
    assertThat(parse("{\"id\":\"a1\",\"value\":tru").id()).hasValue("a1");
    assertThat(parse("{\"id\":\"a1\",\"value\":[]}").id()).hasValue("a1");
  }

  /** FAULTS C01. */
  @Test
  void no_payload_at_all_makes_it_throw() {
    long seed = Long.getLong("ampwire.test.seed", System.nanoTime());
    System.out.println("parser: -Dampwire.test.seed=" + seed);
    Random random = new Random(seed);
    String alphabet = "{}[]\":,0123456789.eE+-valueidtsby \\untr\u00e4";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(parse(text.toString()).value()).as("seed %d: %s", seed, text).isNotNull();
    }
  }

  private static Command parse(String payload) {
    return parse(payload.getBytes(StandardCharsets.UTF_8));
  }

  private static Command parse(byte[] payload) {
    return CommandParser.parse("set_point", payload, false, 7, 8);
  }
}

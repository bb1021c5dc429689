package io.ampwire.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.fleet.ChargerEntry;
import io.ampwire.link.ModbusTransport;
import io.ampwire.map.RegisterMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The forms of {@code host} in an inventory. */
class HostFormsTest {
  private static final Map<String, RegisterMap> MAPS = Files.library().maps();
  private static final String LINE = "serial:///dev/ttyUSB0?baud=9600";

  @Test
  void chargers_of_one_line_share_it_and_have_units_of_their_own() {
    List<ChargerEntry> chargers =
        parsed(
            """
            defaults: { port: 1502 }
            chargers:
              - { id: a, host: "serial:///dev/ttyUSB0?baud=9600", unit: 1 }
              - { id: b, host: "serial:///dev/ttyUSB0?baud=9600", unit: 2 }
            """);

    assertThat(chargers.get(0).sharesConnection(chargers.get(1))).isTrue();
    assertThat(chargers).extracting(ChargerEntry::port).containsOnly(0);
    assertThat(chargers.get(0).transport())
        .isEqualTo(new ModbusTransport.Serial(9600, ModbusTransport.Parity.EVEN, 1));
  }

  @Test
  void the_short_form_takes_every_form_of_host() {
    InventoryReader.Result result =
        InventoryReader.readShort("a@rtu+tcp://192.0.2.20:4001,b@192.0.2.11:503", MAPS);

    assertThat(result).isInstanceOf(Problems.class);
    assertThat(((Problems) result).problems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .contains("units on a serial line are 1..247, not 255; set 'unit'");
  }

  @Test
  void what_does_not_go_with_a_line_is_named_with_its_remedy() {
    assertThat(messages("{ id: a, host: \"" + LINE + "\", unit: 1, port: 502 }"))
        .containsExactly(
            "i.yaml:1 chargers.0.port: the key port belongs to Modbus TCP; remove it, 'host' says"
                + " where");
    assertThat(messages("{ id: a, host: \"rtu+tcp://h:1\", unit: 1, tls: {} }"))
        .singleElement()
        .asString()
        .contains("tls is for Modbus TCP");
    assertThat(messages("{ id: a, host: \"rtu+tcp://h:1\", unit: 0 }"))
        .singleElement()
        .asString()
        .contains("chargers.0.unit", "1..247, not 0");
    assertThat(messages("{ id: a, host: \"serial:///dev/ttyUSB0?baud=9601\", unit: 1 }"))
        .singleElement()
        .asString()
        .contains("chargers.0.host", "baud must be one of 1200", "not '9601'");
  }

  @Test
  void two_entries_of_one_line_state_the_same_settings() {
    assertThat(
            messages(
                "{ id: a, host: \""
                    + LINE
                    + "\", unit: 1 }, "
                    + "{ id: b, host: \"serial:///dev/ttyUSB0?baud=19200\", unit: 2 }"))
        .singleElement()
        .asString()
        .contains(
            "shares the line of 'a', so host must be the same:"
                + " serial:///dev/ttyUSB0?baud=9600&parity=even&stop=1");
  }

  private static List<ChargerEntry> parsed(String text) {
    return ((InventoryReader.Parsed) InventoryReader.read("i.yaml", text, MAPS))
        .inventory()
        .chargers();
  }

  private static List<String> messages(String chargers) {
    return ((Problems) InventoryReader.read("i.yaml", "chargers: [" + chargers + "]", MAPS))
        .problems().stream()
            .map(p -> p.file() + ":" + p.line() + " " + p.key() + ": " + p.message())
            .toList();
  }
}

package io.ampwire.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {
  @Test
  void a_serial_line_has_the_usual_settings_unless_it_states_others() throws Exception {
    assertThat(HostAddress.parse("serial:///dev/ttyUSB0").transport())
        .isEqualTo(new ModbusTransport.Serial(19_200, ModbusTransport.Parity.EVEN, 1));
    HostAddress line =
        HostAddress.parse("serial:///dev/serial/by-id/x?stop=2&parity=none&baud=9600");
    assertThat(line.host()).isEqualTo("/dev/serial/by-id/x");
    assertThat(line.transport())
        .isEqualTo(new ModbusTransport.Serial(9600, ModbusTransport.Parity.NONE, 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rtu+tcp://192.0.2.20:4001",
        "rtu+tcp://[2001:db8::1]:4001",
        "serial:///dev/ttyUSB0?baud=19200&parity=even&stop=1"
      })
  void an_address_is_spelled_as_it_was_given(String text) throws Exception {
    HostAddress address = HostAddress.parse(text);

    assertThat(address.endpoint(502)).hasToString(text);
  }

  @Test
  void a_name_alone_is_modbus_tcp_on_the_given_port() throws Exception {
    assertThat(HostAddress.parse("charger.example").endpoint(502))
        .hasToString("charger.example:502");
  }

  /** Silence of 3.5 characters of 11 bits up to 19200 baud, 1.75 ms above. */
  @ParameterizedTest
  @CsvSource({"9600, 4010", "19200, 2005", "38400, 1750", "115200, 1750"})
  void the_silent_interval_is_that_of_the_specification(int baud, long micros) {
    ModbusTransport.Serial line = new ModbusTransport.Serial(baud, ModbusTransport.Parity.EVEN, 1);

    assertThat(line.silenceNanos() / 1000).isBetween(micros - 1, micros + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "serial:///dev/ttyUSB0?baud=19201 ~ baud must be one of 1200, 2400",
        "serial:///dev/ttyUSB0?parity=mark ~ parity must be none, even or odd, not 'mark'",
        "serial:///dev/ttyUSB0?stop=3 ~ stop must be 1 or 2 stop bits, not '3'",
        "serial:///dev/ttyUSB0?speed=9600 ~ unknown parameter 'speed'",
        "serial:///dev/ttyUSB0?baud=9600&baud=9600 ~ 'baud' is given twice",
        "serial:///dev/ttyUSB0? ~ ok",
        "serial:///dev/../etc/passwd ~ is not the path of a device under /dev",
        "serial:///etc/passwd ~ write serial:///dev/ttyUSB0",
        "serial://ttyUSB0 ~ is not the path of a device under /dev",
        "rtu+tcp://192.0.2.20 ~ is not host and port; write rtu+tcp://192.0.2.20:4001",
        "rtu+tcp://192.0.2.20:70000 ~ port must be 1..65535, not 70000",
        "rtu+tcp://user@192.0.2.20:1 ~ is not host and port",
        "rtu+udp://192.0.2.20:1 ~ unknown scheme 'rtu+udp', known are rtu+tcp and serial",
        "a charger ~ not a host name or address: 'a charger'",
      })
  void a_mistake_is_named_with_its_remedy(String text, String message) throws Exception {
    if (message.equals("ok")) {
      assertThat(HostAddress.parse(text).port()).hasValue(0);
    } else {
      assertThatThrownBy(() -> HostAddress.parse(text)).hasMessageContaining(message);
    }
  }
}

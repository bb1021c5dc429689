package io.ampwire.modbus;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Frames against published examples. The PDUs are those of "MODBUS Application Protocol
 * Specification V1.1b3", section 6; the checksums follow "MODBUS over Serial Line V1.02", section
 * 6.2.2, whose own example is 02 07 with the checksum 1241h.
 */
class RtuFrameTest {
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @CsvSource({
    "02 07, 1241",
    // The check value of CRC-16/MODBUS over the digits 1 to 9.
    "31 32 33 34 35 36 37 38 39, 4b37",
    // A widely published request: unit 17, three registers from 107; its checksum is sent as 76 87.
    "11 03 00 6b 00 03, 8776",
    "01 04 02 ff ff, 80b8",
  })
  void the_checksum_is_that_of_the_published_examples(String frame, String crc) {
    byte[] bytes = hex(frame);

    assertThat(RtuFrame.crc(bytes, bytes.length)).isEqualTo(Integer.parseInt(crc, 16));
  }

  @Test
  void the_low_byte_of_the_checksum_is_sent_first() {
    assertThat(RtuFrame.of(new ModbusRequest.Read(17, 3, 107, 3)))
        .isEqualTo(hex("11 03 00 6b 00 03 76 87"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 19, 19, 01 00 13 00 13, 01 03 cd 6b 05",
    "2, 196, 22, 02 00 c4 00 16, 02 03 ac db 35",
    "3, 107, 3, 03 00 6b 00 03, 03 06 02 2b 00 00 00 64",
    "4, 8, 1, 04 00 08 00 01, 04 02 00 0a",
  })
  void reads_have_the_bytes_of_the_specification(
      int function, int address, int count, String request, String response) {
    ModbusRequest.Read read = new ModbusRequest.Read(1, function, address, count);

    assertThat(ModbusPdu.bytes(read)).isEqualTo(hex(request));
    assertThat(answer(read, response)).containsInstanceOf(ModbusResponse.Registers.class);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 172, 0001, 05 00 ac ff 00, 05 00 ac ff 00",
    "6, 1, 0003, 06 00 01 00 03, 06 00 01 00 03",
    "16, 1, 000a0102, 10 00 01 00 02 04 00 0a 01 02, 10 00 01 00 02",
    // Coils 20 to 29: 1 0 1 1 0 0 1 1, 1 0
    "15, 19, 0001000000010001000000000001000100010000, 0f 00 13 00 0a 02 cd 01, 0f 00 13 00 0a",
  })
  void writes_have_the_bytes_of_the_specification(
      int function, int address, String registers, String request, String response) {
    ModbusRequest.Write write = new ModbusRequest.Write(1, function, address, hex(registers));

    assertThat(ModbusPdu.bytes(write)).isEqualTo(hex(request));
    assertThat(answer(write, response)).containsInstanceOf(ModbusResponse.Written.class);
  }

  /** The specification's example: coils 20 to 38 read CD 6B 05; coil 20 is the lowest bit of CD. */
  @Test
  void each_coil_becomes_a_register_of_its_own() {
    ModbusRequest.Read read = new ModbusRequest.Read(1, 1, 19, 19);

    ModbusResponse.Registers registers =
        (ModbusResponse.Registers) answer(read, "01 03 cd 6b 05").orElseThrow();

    StringBuilder bits = new StringBuilder();
    for (int i = 0; i < 19; i++) {
      bits.append(registers.bytes()[2 * i + 1]);
      assertThat(registers.bytes()[2 * i]).isZero();
    }
    assertThat(bits).hasToString("1011001111010110101");
  }

  private static Optional<ModbusResponse> answer(ModbusRequest request, String pdu) {
    RtuExchange exchange = new RtuExchange(new UnansweredRequests());
    exchange.begin(request, 0);
    byte[] frame = framed(request.unit(), pdu);
    return exchange.accept(frame, frame.length, 1);
  }

  static byte[] framed(int unit, String pdu) {
    byte[] body = hex(pdu);
    byte[] frame = new byte[body.length + 3];
    frame[0] = (byte) unit;
    System.arraycopy(body, 0, frame, 1, body.length);
    int crc = crc(frame, body.length + 1);
    frame[frame.length - 2] = (byte) crc;
    frame[frame.length - 1] = (byte) (crc >> 8);
    return frame;
  }

  /** The checksum as the specification describes it, bit by bit. */
  private static int crc(byte[] bytes, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= bytes[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
      }
    }
    return crc;
  }

  static byte[] hex(String text) {
    return HEX.parseHex(text.replace(" ", ""));
  }
}

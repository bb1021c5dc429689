package io.ampwire.demo;

import static io.ampwire.map.WordOrder.HIGH_WORD_FIRST;
import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModbusServerTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  private ModbusServer server() {
    return SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults());
  }

  @Test
  void answersAsARealChargerDid() throws IOException {
    try (WireClient client = new WireClient(server())) {
      client.send("034b 0000 0006 ff 03 0bf3 0002");

      assertThat(client.receive()).isEqualTo("034b00000007ff0304d35a4118");
      assertThat(client.ask("03 0fac 0002")).isEqualTo("03041b220000");
      assertThat(client.ask("03 0fa4 0001")).isEqualTo("0302000f");
      assertThat(client.ask("04 0001 0001")).isEqualTo("04020008");
    }
  }

  @Test
  void answersHighWordFirstWhereTheDeviceDoes() throws IOException {
    ModbusServer server = SERVERS.start(HIGH_WORD_FIRST, ServerOptions.defaults());
    try (WireClient client = new WireClient(server)) {
      assertThat(client.ask("03 0bf3 0002")).isEqualTo("03044118d35a");
      assertThat(client.ask("03 0fac 0002")).isEqualTo("030400001b22");
    }
  }

  @Test
  void answersGapsOfTheReservedRangesWithAllOnes() throws IOException {
    try (WireClient client = new WireClient(server())) {
      assertThat(client.ask("03 0bf1 0006")).isEqualTo("030cffffffffd35a4118ffffffff");
      assertThat(client.ask("03 0bb7 007d")).startsWith("03faffff").hasSize(2 * 252);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "03 0002 0001, 8302",
    "03 0001 0002, 8302",
    "03 0bb6 0002, 8302",
    "03 0c96 0002, 8302",
    "04 0fef 0002, 8402",
    "03 ffff 0002, 8302",
    "03 0bb7 0000, 8303",
    "03 0bb7 007e, 8303",
    "03 0bb7 ffff, 8303",
    "10 0fa0 0001 04 0001 0002, 9003",
    "10 0fa0 0002 02 0001, 9003",
    "06 0002 0001, 8602",
    "10 0fef 0002 04 0001 0002, 9002",
    "01 0000 0001, 8101",
    "2b 0e01 00, ab01"
  })
  void refusesWithTheCodeOfTheProtocol(String request, String answer) throws IOException {
    try (WireClient client = new WireClient(server())) {
      assertThat(client.ask(request)).isEqualTo(answer);
      assertThat(client.ask("03 0fa4 0001")).isEqualTo("0302000f");
    }
  }

  @Test
  void takesWritesAndTestifiesToThem() throws IOException {
    ModbusServer server = server();
    try (WireClient client = new WireClient(server)) {
      assertThat(client.ask("06 0fa4 0010")).isEqualTo("060fa40010");
      assertThat(client.ask("10 0fa5 0002 04 0006 0008")).isEqualTo("100fa50002");
      assertThat(client.ask("06 0005 0001")).isEqualTo("8602");
      assertThat(client.ask("03 0fa4 0003")).isEqualTo("0306001000060008");
    }

    assertThat(server.writes().entries())
        .extracting(WriteLog.Entry::address, WriteLog.Entry::value, WriteLog.Entry::accepted)
        .extracting(Object::toString)
        .containsExactly("(4004, 16, true)", "(4005, 6, true)", "(4006, 8, true)", "(5, 1, false)");
    assertThat(server.writes().entries())
        .isSortedAccordingTo((a, b) -> Long.compare(a.nanoTime(), b.nanoTime()));
  }

  @Test
  void understandsRequestsSplitAndCoalescedByTheNetwork() throws IOException {
    try (WireClient client = new WireClient(server())) {
      for (String one : "00 01 00 00 00 06 ff 03 0f a4 00 01".split(" ")) {
        client.send(one);
      }
      assertThat(client.receive()).isEqualTo("000100000005ff0302000f");

      client.send("0002 0000 0006 ff 03 0fa4 0001 0003 0000 0006 ff 03 0001 0001 0004 0000 00");
      assertThat(client.receive()).isEqualTo("000200000005ff0302000f");
      assertThat(client.receive()).isEqualTo("000300000005ff03020008");
      assertThat(client.send("06 ff 03 0fa4 0001").receive()).startsWith("00040000");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0001 0001 0006 ff 03 0fa4 0001",
        "0001 0000 0000 ff",
        "0001 0000 0001 ff",
        "0001 0000 00ff ff",
        "0001 0000 0005 ff 03 0fa4 00 0002 0000 0006 ff 06 0fa4 0009",
        "0001 0000 0007 ff 10 0fa4 0001 01"
      })
  void hangsUpOnMalformedFrames(String bytes) throws IOException {
    ModbusServer server = server();
    try (WireClient client = new WireClient(server)) {
      assertThat(client.send(bytes).closedByPeer()).isTrue();
    }
    assertThat(server.writes().entries()).isEmpty();
  }
}

package io.ampwire.demo;

import static io.ampwire.map.WordOrder.LOW_WORD_FIRST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ModbusServerLifeTest {
  @RegisterExtension static final Servers SERVERS = new Servers();

  @Test
  void bearsOneClientOnlyWhereToldSo() throws IOException {
    ModbusServer server = SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults().withClients(1));
    try (WireClient first = new WireClient(server)) {
      assertThat(first.ask("03 0001 0001")).isEqualTo("03020008");
      try (WireClient second = new WireClient(server)) {
        assertThat(second.closedByPeer()).isTrue();
      }
      assertThat(first.ask("03 0001 0001")).isEqualTo("03020008");
    }
    await().pollInterval(Duration.ofMillis(5)).until(() -> server.connections() == 0);
    assertThat(server.connectionsMost()).isEqualTo(2);
    assertThat(server.connectionsRefused()).isEqualTo(1);
    try (WireClient third = new WireClient(server)) {
      assertThat(third.ask("03 0001 0001")).isEqualTo("03020008");
    }
  }

  @Test
  void answersItsOwnUnitsOnly() throws IOException {
    try (WireClient client =
        new WireClient(SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults().withUnits(255)))) {
      client.send("0001 0000 0006 01 03 0001 0001 0002 0000 0006 ff 03 0001 0001");
      assertThat(client.receive()).startsWith("00020000");
    }
  }

  @Test
  void comesBackOnItsPort() throws IOException {
    ModbusServer server = SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults());
    int port = server.port();
    try (WireClient client = new WireClient(server)) {
      client.ask("03 0001 0001");
      SERVERS.get(server.stop());
      assertThat(client.closedByPeer()).isTrue();
    }
    SERVERS.get(server.stop());

    assertThat(SERVERS.get(server.start())).isEqualTo(port);
    try (WireClient client = new WireClient(server)) {
      assertThat(client.ask("03 0001 0001")).isEqualTo("03020008");
    }
    assertThat(server.start().failed()).isTrue();
  }

  @Test
  void comesBackHoweverOftenItGoes() throws IOException {
    ModbusServer server = SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults());
    int port = server.port();
    for (int i = 0; i < 50; i++) {
      try (WireClient client = new WireClient(server)) {
        assertThat(client.ask("03 0001 0001")).isEqualTo("03020008");
        SERVERS.get(server.stop());
        assertThat(SERVERS.get(server.start())).isEqualTo(port);
      }
    }
  }

  @Test
  void doesNotTakeAPortThatIsNotItsOwn() {
    ModbusServer server = SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults());
    Vertx other = Vertx.vertx();
    ModbusServer late =
        new ModbusServer(
            other,
            server.host(),
            server.port(),
            RegisterDevice.keeping(new RegisterImage(LOW_WORD_FIRST)),
            ServerOptions.defaults());
    try {
      assertThatThrownBy(() -> SERVERS.get(late.start())).hasCauseInstanceOf(BindException.class);
    } finally {
      SERVERS.get(other.close());
    }
  }

  @Test
  void hangsWithoutAWordAndResumes() throws IOException {
    ModbusServer server = SERVERS.start(LOW_WORD_FIRST, ServerOptions.defaults());
    server.hang();
    try (WireClient client = new WireClient(server)) {
      client.send("0001 0000 0006 ff 06 0fa4 0009");
      await().pollInterval(Duration.ofMillis(5)).until(() -> server.requests() == 1);
      server.resume();
      assertThat(client.ask("03 0fa4 0001")).isEqualTo("0302000f");
    }
    assertThat(server.writes().of(4004)).hasSize(1).noneMatch(WriteLog.Entry::accepted);
  }

  @Test
  void runsByTheHundredInOneProcess() throws IOException {
    List<ModbusServer> many = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      RegisterImage image = RegisterImage.evlinkProAc(LOW_WORD_FIRST).putU16(1, i);
      String host = "127.7." + i / 100 + "." + (i % 100 + 1);
      many.add(
          new ModbusServer(
              SERVERS.vertx(), host, 0, RegisterDevice.keeping(image), ServerOptions.defaults()));
    }
    SERVERS.adopt(many);
    SERVERS.get(Future.all(many.stream().map(ModbusServer::start).toList()));

    for (int i = 1; i <= 200; i++) {
      try (WireClient client = new WireClient(many.get(i - 1))) {
        assertThat(client.ask("03 0001 0001")).isEqualTo(String.format("0302%04x", i));
      }
    }
  }
}

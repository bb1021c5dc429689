package io.ampwire.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.cli.Commands;
import io.ampwire.cli.Exit;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.MapDevice;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code probe --network} on loopback addresses: chargers, strangers, a hung one, and nobody. */
class SweepTest {
  private static final Map<String, RegisterMap> MAPS =
      ((MapLibrary.Loaded) MapLibrary.load(Optional.empty())).library().maps();

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Vertx vertx = Vertx.vertx();
  private final List<ModbusServer> servers = new ArrayList<>();
  private final int port = freePort();

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.77.1.1"))) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @AfterEach
  void nothingRunsOn() {
    get(vertx.close());
  }

  private int run(String... args) {
    return Commands.commands(new PrintWriter(out, true), new PrintWriter(err, true)).execute(args);
  }

  private ModbusServer charger(String host, RegisterDevice device, ServerOptions options) {
    ModbusServer server = new ModbusServer(vertx, host, port, device, options);
    get(server.start());
    servers.add(server);
    return server;
  }

  private ModbusServer evlink(String host, WordOrder order) {
    VirtualCharger charger = new VirtualCharger(ChargerOptions.threePhase(host).withOrder(order));
    charger.tick(Duration.ofSeconds(5));
    return charger(host, charger, ServerOptions.defaults());
  }

  /** One that greets everybody, as mail servers do, and waits. */
  private void greeter(String host, AtomicInteger guests) {
    NetServer server =
        vertx
            .createNetServer(new NetServerOptions().setHost(host).setPort(port))
            .connectHandler(
                socket -> {
                  guests.incrementAndGet();
                  socket.write("220 mail.example ready\r\n");
                });
    get(server.listen());
  }

  @Test
  void chargersAreFoundAmongStrangersAndTheResultIsAConfiguration() {
    evlink("127.77.1.1", WordOrder.LOW_WORD_FIRST);
    evlink("127.77.1.2", WordOrder.HIGH_WORD_FIRST);
    MapDevice keba = new MapDevice(MAPS.get("keba-kecontact-p30"));
    keba.tick(Duration.ofSeconds(5));
    charger("127.77.1.3", keba, ServerOptions.defaults());
    AtomicInteger guests = new AtomicInteger();
    greeter("127.77.1.4", guests);
    evlink("127.77.1.5", WordOrder.LOW_WORD_FIRST).hang();

    int code = run("probe", "--network", "127.77.1.0/28", "--port", "" + port, "--timeout", "4000");

    System.out.println(err + "" + out);
    assertThat(code).isEqualTo(Exit.DONE);
    assertThat(err.toString()).contains("asking 14 addresses").contains("nothing is written");
    assertThat(out.toString())
        .contains("9 of 14 addresses: no answer")
        .containsPattern("127\\.77\\.1\\.1:" + port + " +255 +schneider-evlink-pro-ac +fits")
        .contains("physics proves low-word-first (CDAB)")
        .contains("physics proves high-word-first (ABCD)")
        .containsPattern("127\\.77\\.1\\.4:" + port + " +- +answers no Modbus")
        .containsPattern("127\\.77\\.1\\.5:" + port + " +- +answers no Modbus");
    assertThat(servers)
        .allSatisfy(
            server -> {
              assertThat(server.connectionsMost()).as("connections at once").isEqualTo(1);
              assertThat(server.writes().entries()).as("writes").isEmpty();
            });
    assertThat(guests.get()).as("connections to a stranger").isBetween(1, 2);
    assertThat(hosts(InventoryReader.readShort(shortForm(), MAPS)))
        .containsExactly("127.77.1.1", "127.77.1.2");
    String yaml = out.toString().substring(out.toString().indexOf("# inventory.yaml"));
    assertThat(hosts(InventoryReader.read("printed", yaml, MAPS)))
        .containsExactly("127.77.1.1", "127.77.1.2", "127.77.1.3");
    assertThat(yaml).contains("map: keba-kecontact-p30");
  }

  private String shortForm() {
    String key = "AMPWIRE_CHARGERS=";
    return out.toString()
        .lines()
        .filter(line -> line.startsWith(key))
        .findFirst()
        .orElseThrow()
        .substring(key.length());
  }

  private List<String> hosts(InventoryReader.Result result) {
    assertThat(result).isInstanceOf(InventoryReader.Parsed.class);
    return ((InventoryReader.Parsed) result)
        .inventory().chargers().stream().map(ChargerEntry::host).toList();
  }

  @Test
  void whereNobodyIsNothingIsConfigured() {
    assertThat(run("probe", "--network", "127.77.2.0/30", "--port", "" + port))
        .isEqualTo(Exit.CHECK_FAILED);

    assertThat(out.toString())
        .contains("2 of 2 addresses: no answer", "no charger that a map fits")
        .doesNotContain("AMPWIRE_CHARGERS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "10.0.0.0/8    | '10.0.0.0/8' has 16777216 addresses; at most /22",
        "10.0.0.0/21   | '10.0.0.0/21' has 2048 addresses; at most /22, 1024 addresses",
        "10.0.0.0/0    | '10.0.0.0/0' has 4294967296 addresses",
        "10.0.0.0/33   | '10.0.0.0/33' has a prefix above /32",
        "10.0.0.256/24 | 256 in '10.0.0.256/24' is above 255",
        "10.0.0.1      | must be an IPv4 network as 192.0.2.0/24, not '10.0.0.1'",
        "2001:db8::/64 | must be an IPv4 network"
      })
  void whatIsTooLargeOrNoNetworkIsRefusedBeforeAnybodyIsAsked(String network, String why) {
    assertThat(run("probe", "--network", network)).isEqualTo(Exit.WRONG_USAGE);

    assertThat(err.toString()).contains("--network: ").contains(why);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void oneDeviceOrANetworkButNotBothAndNotNone() {
    assertThat(run("probe")).isEqualTo(Exit.WRONG_USAGE);
    assertThat(run("probe", "--host", "127.0.0.1", "--network", "127.0.0.0/30"))
        .isEqualTo(Exit.WRONG_USAGE);

    assertThat(err.toString()).contains("--host", "--network");
  }

  @Test
  void aNetworkHasEveryAddressThatADeviceCanHave() {
    assertThat(Network.of("192.0.2.17/29").addresses())
        .containsExactly(
            "192.0.2.17", "192.0.2.18", "192.0.2.19", "192.0.2.20", "192.0.2.21", "192.0.2.22");
    assertThat(Network.of("192.0.2.4/31").addresses()).containsExactly("192.0.2.4", "192.0.2.5");
    assertThat(Network.of("192.0.2.4/32").addresses()).containsExactly("192.0.2.4");
    assertThat(Network.of("200.0.0.0/22").addresses()).hasSize(1022).contains("200.0.3.254");
  }
}

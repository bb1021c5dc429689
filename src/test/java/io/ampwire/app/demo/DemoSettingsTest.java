package io.ampwire.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the demo chooses where the user said nothing. */
class DemoSettingsTest {
  private static final List<String> KEYS =
      List.of(
          "ampwire.demo",
          "ampwire.data-dir",
          "vertx.cacheDirBase",
          "quarkus.http.port",
          "quarkus.management.port");

  private final Map<String, String> before = new HashMap<>();

  @BeforeEach
  void unset() {
    KEYS.forEach(key -> before.put(key, System.clearProperty(key)));
  }

  @AfterEach
  void restore() {
    DemoSettings.forget();
    before.forEach(
        (key, value) -> {
          if (value == null) {
            System.clearProperty(key);
          } else {
            System.setProperty(key, value);
          }
        });
  }

  /** FAULTS H16. */
  @Test
  void a_taken_port_gives_way_to_the_next_free_one() throws IOException {
    List<ServerSocket> held = List.of(listen(8080), listen(9000));
    try {
      DemoSettings.choose();
    } finally {
      for (ServerSocket each : held) {
        each.close();
      }
    }

    assertThat(Integer.getInteger("quarkus.http.port")).isBetween(8081, 8130);
    assertThat(Integer.getInteger("quarkus.management.port")).isBetween(9001, 9050);
    assertThat(DemoSettings.moves())
        .containsExactly(
            "Port 8080 is taken, so the console is on "
                + System.getProperty("quarkus.http.port")
                + " (QUARKUS_HTTP_PORT chooses another).",
            "Port 9000 is taken, so management is on "
                + System.getProperty("quarkus.management.port")
                + " (QUARKUS_MANAGEMENT_PORT chooses another).");
  }

  @Test
  void data_and_caches_are_in_one_folder_that_goes_with_everything_in_it() throws IOException {
    DemoSettings.choose();
    Path data = Path.of(System.getProperty("ampwire.data-dir"));
    Path cache = Path.of(System.getProperty("vertx.cacheDirBase"));
    assertThat(data).doesNotExist();
    assertThat(data.getParent()).isEqualTo(cache.getParent()).isEmptyDirectory();
    Files.writeString(Files.createDirectories(data.resolve("evidence")).resolve("one"), "x");
    Files.createDirectories(cache);

    DemoSettings.forget();

    assertThat(data.getParent()).doesNotExist();
  }

  @Test
  void what_the_user_sets_stays() throws IOException {
    Path own = Files.createTempDirectory("own-data");
    System.setProperty("ampwire.data-dir", own.toString());
    System.setProperty("quarkus.http.port", "8123");
    System.setProperty("ampwire.demo", "true");

    assertThat(DemoSettings.wanted()).isTrue();
    DemoSettings.choose();
    DemoSettings.forget();

    assertThat(System.getProperty("quarkus.http.port")).isEqualTo("8123");
    assertThat(own).exists();
    Files.delete(own);
  }

  /** A listener, or a closed socket where another process has the port already. */
  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    } catch (IOException takenAlready) {
      socket.close();
    }
    return socket;
  }
}

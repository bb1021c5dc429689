package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 without encryption, on both ports; the frames are those of RFC 9113. */
class HttpProtocolIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final byte[] PREFACE =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
  private static final byte SETTINGS_FRAME = 4;

  /** HEADERS with END_STREAM and :method GET, :scheme http, :path / from HPACK's static table. */
  private static final byte[] HEADERS_WITHOUT_END = {
    0, 0, 3, 1, 1, 0, 0, 0, 1, (byte) 0x82, (byte) 0x86, (byte) 0x84
  };

  private static final byte[] CONTINUATION = {0, 0, 0, 9, 0, 0, 0, 0, 1};
  private static final int FRAMES = 2_000_000;
  private static final int BATCH = 1_000;
  private static final byte[] CONTINUATIONS =
      new String(CONTINUATION, StandardCharsets.ISO_8859_1)
          .repeat(BATCH)
          .getBytes(StandardCharsets.ISO_8859_1);

  @RegisterExtension final Rig rig = new Rig();
  private BridgeProcess bridge;

  @BeforeEach
  void aBridgeThatAnswers() {
    J2modServer server = rig.keep(new J2modServer(new KnownCharger().words(true)));
    bridge =
        rig.bridge(rig.broker().start())
            .set("ampwire.chargers", "bay-01@127.0.0.1:" + server.port())
            .start();
    await("live").atMost(SOON).until(() -> bridge.status("/q/health/live") == 200);
  }

  /** FAULTS S26. */
  @Test
  void theApiAndTheConsoleTakeNoHttp2() throws IOException, InterruptedException {

    assertThat(upgraded(bridge.httpPort())).isEqualTo(HttpClient.Version.HTTP_1_1);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), bridge.httpPort())) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(PREFACE);
      out.write(SETTINGS);
      out.flush();
      byte[] answer = socket.getInputStream().readNBytes(9);

      assertThat(answer.length == 9 && answer[3] == SETTINGS_FRAME)
          .as("an HTTP/2 server answers the preface with SETTINGS, this one with %s", text(answer))
          .isFalse();
    }
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
  }

  private static String text(byte[] answer) {
    return new String(answer, StandardCharsets.ISO_8859_1);
  }

  /** The version in which a client of the JDK is answered that offers the upgrade. */
  private static HttpClient.Version upgraded(int port) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpRequest page = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/")).build();
    return client.send(page, HttpResponse.BodyHandlers.discarding()).version();
  }

  /**
   * FAULTS S26. CVE-2026-33871: frames that never end the headers cost a processor for as long as
   * they come. The management port still speaks HTTP/2, so there it is Netty that ends them.
   */
  @Test
  void headersThatNeverEndCloseTheConnectionOnEitherPort() {
    for (int port : new int[] {bridge.httpPort(), bridge.managementPort()}) {
      int sent = 0;
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        OutputStream out = socket.getOutputStream();
        out.write(PREFACE);
        out.write(SETTINGS);
        out.write(HEADERS_WITHOUT_END);
        while (sent < FRAMES) {
          out.write(CONTINUATIONS);
          sent += BATCH;
        }
      } catch (IOException reset) {
        // The server does not wait for the rest.
      }
      System.out.println("http2: connection closed within " + sent + " continuation frames");
      assertThat(sent).as("frames taken on port %d", port).isLessThan(FRAMES);
    }
    assertThat(bridge.status("/q/health/live")).isEqualTo(200);
  }
}

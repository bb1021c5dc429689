package io.ampwire.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** HTTP by hand, for requests that no client library sends. */
final class RawHttp {
  private static final int PATIENCE = (int) Duration.ofSeconds(15).toMillis();

  private RawHttp() {}

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
    socket.setSoTimeout(PATIENCE);
    return socket;
  }

  static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Everything that the server answers until it closes the connection. */
  static String exchange(int port, String... lines) throws IOException {
    try (Socket socket = connect(port)) {
      send(socket, String.join("\r\n", lines) + "\r\n\r\n");
      return rest(socket);
    }
  }

  static String get(int port, String path, String... headers) throws IOException {
    String[] lines = new String[headers.length + 2];
    lines[0] = "GET " + path + " HTTP/1.1";
    lines[1] = "Connection: close";
    System.arraycopy(headers, 0, lines, 2, headers.length);
    return exchange(port, lines);
  }

  static String rest(Socket socket) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream input = socket.getInputStream();
    byte[] some = new byte[8192];
    try {
      for (int read = input.read(some); read >= 0; read = input.read(some)) {
        all.write(some, 0, read);
      }
    } catch (SocketException reset) {
      // What came before the reset counts.
      all.flush();
    } catch (SocketTimeoutException open) {
      throw new AssertionError("the server keeps the connection open; so far: " + all, open);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  static int status(String answer) {
    return answer.startsWith("HTTP/1.1 ") ? Integer.parseInt(answer.substring(9, 12)) : 0;
  }
}

package io.ampwire.demo;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.HexFormat;

/** A Modbus client of plain bytes: what is sent and seen is hex, spaces allowed. */
final class WireClient implements AutoCloseable {
  private static final HexFormat HEX = HexFormat.of();
  private final Socket socket = new Socket();

  WireClient(String host, int port) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(5000);
    socket.connect(new InetSocketAddress(host, port), 2000);
  }

  WireClient(ModbusServer server) throws IOException {
    this(server.host(), server.port());
  }

  WireClient send(String hex) throws IOException {
    socket.getOutputStream().write(HEX.parseHex(hex.replace(" ", "")));
    socket.getOutputStream().flush();
    return this;
  }

  /** The next bytes, as many as asked for. */
  String receive(int count) throws IOException {
    byte[] bytes = new byte[count];
    new DataInputStream(socket.getInputStream()).readFully(bytes);
    return HEX.formatHex(bytes);
  }

  /** The next whole answer. */
  String receive() throws IOException {
    String head = receive(6);
    return head + receive(HexFormat.fromHexDigits(head, 8, 12));
  }

  /** Sends a PDU to unit 255 and gives the PDU of the answer. */
  String ask(String pdu) throws IOException {
    String bare = pdu.replace(" ", "");
    send("0042 0000" + HEX.toHexDigits((short) (bare.length() / 2 + 1)) + "ff" + bare);
    String answer = receive();
    if (!answer.startsWith("00420000") || !answer.startsWith("ff", 12)) {
      throw new IllegalStateException("not the answer to the question: " + answer);
    }
    return answer.substring(14);
  }

  /** Whether the other side has closed the connection; waits for it. */
  boolean closedByPeer() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}

package io.ampwire.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port whose queue is full: whoever knocks gets no answer at all, as behind a firewall. */
final class CrowdedPort implements AutoCloseable {
  private static final int MOST = 20;
  private static final int PATIENCE_MILLIS = 300;

  private final ServerSocket listener;
  private final List<Socket> crowd = new CopyOnWriteArrayList<>();

  CrowdedPort() throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPort.HOST));
    while (entered()) {
      if (crowd.size() == MOST) {
        throw new IOException("a queue of one that takes " + MOST);
      }
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  private boolean entered() throws IOException {
    Socket guest = new Socket();
    crowd.add(guest);
    try {
      guest.connect(new InetSocketAddress(LoopbackPort.HOST, port()), PATIENCE_MILLIS);
      return true;
    } catch (SocketTimeoutException full) {
      return false;
    }
  }

  /** From now on every guest is let in. */
  void letIn() {
    Threads.run(
        "crowd",
        () -> {
          try {
            for (; ; ) {
              crowd.add(listener.accept());
            }
          } catch (IOException closed) {
            // The test is over.
          }
        });
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket guest : crowd) {
      guest.close();
    }
  }
}

package io.ampwire.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** A port of the loopback interface that can be closed and opened again. */
final class LoopbackPort implements AutoCloseable {
  static final String HOST = "127.0.0.1";
  private static final int TRIES = 300;
  private static final int BACKLOG = 200;

  private final Consumer<Socket> guests;
  private ServerSocket listener;
  private int port;

  /**
   * @param guests gets each accepted connection on the thread that accepts
   */
  LoopbackPort(Consumer<Socket> guests) {
    this.guests = guests;
    open();
  }

  int number() {
    return port;
  }

  synchronized void open() {
    if (listener != null) {
      return;
    }
    ServerSocket opened = bound();
    listener = opened;
    port = opened.getLocalPort();
    Threads.run("port " + port, () -> accept(opened));
  }

  /** Connections are refused from now on; those that are open stay. */
  @Override
  public synchronized void close() {
    if (listener != null) {
      try {
        listener.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      listener = null;
    }
  }

  private ServerSocket bound() {
    for (int tries = 0; ; tries++) {
      try {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port), BACKLOG);
        return socket;
      } catch (BindException taken) {
        if (tries == TRIES) {
          throw new UncheckedIOException(taken);
        }
        LockSupport.parkNanos(10_000_000);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket guest = from.accept();
        guest.setTcpNoDelay(true);
        guests.accept(guest);
      } catch (IOException closed) {
        // The loop ends with the listener; a guest that is gone already does not matter.
      }
    }
  }
}

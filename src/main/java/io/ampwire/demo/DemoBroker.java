package io.ampwire.demo;

import io.moquette.broker.Server;
import io.moquette.broker.config.MemoryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Properties;

/**
 * Embedded MQTT broker for the demo and the tests. It binds loopback only, accepts anonymous
 * clients and writes nothing to disk. A stop takes two seconds (Netty's quiet period).
 */
public final class DemoBroker {
  private static final String HOST = "127.0.0.1";
  private static final int TRIES = 50;

  private Server server;

  /**
   * Starts the broker and returns its port: the wanted one, or the next free one. Port 0 takes any.
   *
   * @throws UncheckedIOException if none of the next ports is free
   */
  public synchronized int start(int wanted) {
    if (server != null) {
      throw new IllegalStateException("already started");
    }
    for (int tries = 0; tries < TRIES && wanted + tries <= 0xFFFF; tries++) {
      int port = freePort(wanted == 0 ? 0 : wanted + tries);
      if (port > 0 && startOn(port)) {
        return port;
      }
    }
    throw new UncheckedIOException(
        new BindException("no free port on " + HOST + " from " + wanted + " on"));
  }

  /** Stops the broker; does nothing if it is stopped. It may be started again. */
  public synchronized void stop() {
    if (server != null) {
      server.stopServer();
      server = null;
    }
  }

  /**
   * The port if it is free (for 0: any free port), otherwise -1. Moquette itself cannot report
   * this.
   */
  private static int freePort(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
      return probe.getLocalPort();
    } catch (IOException taken) {
      return -1;
    }
  }

  private boolean startOn(int port) {
    Properties settings = new Properties();
    settings.setProperty("host", HOST);
    settings.setProperty("port", Integer.toString(port));
    settings.setProperty("persistence_enabled", "false");
    settings.setProperty("telemetry_enabled", "false");
    // The default of 8092 bytes is less than the meta document of a charger with 37 points.
    settings.setProperty("netty.mqtt.message_size", "1048576");
    settings.setProperty("allow_anonymous", "true");
    settings.setProperty("allow_zero_byte_client_id", "true");
    Server starting = new Server();
    try {
      starting.startServer(new MemoryConfig(settings));
    } catch (Exception snatched) {
      // Netty throws the checked BindException undeclared if another process took the port
      // meanwhile.
      discard(starting);
      return false;
    }
    server = starting;
    return true;
  }

  private static void discard(Server halfStarted) {
    try {
      halfStarted.stopServer();
    } catch (RuntimeException nothingToStop) {
      // The broker was not completely started.
    }
  }
}

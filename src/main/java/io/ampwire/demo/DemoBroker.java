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
 * An MQTT broker inside this process, for the demo and for tests: loopback only, anybody may
 * connect, nothing is written to disk. Stopping it takes two seconds (Netty's quiet period).
 */
public final class DemoBroker {
  private static final String HOST = "127.0.0.1";
  private static final int TRIES = 50;

  private Server server;

  /**
   * Starts and returns the port: the wanted one, or the next one that is free. Port 0 takes any.
   *
   * @throws UncheckedIOException when none of the next ports can be had
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

  /** Stops; a stopped broker stays as it is and may be started again. */
  public synchronized void stop() {
    if (server != null) {
      server.stopServer();
      server = null;
    }
  }

  /** The port if it is free (for 0: one that is), -1 otherwise. Moquette itself cannot tell. */
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
    // Its own 8092 bytes are less than what a charger's meta document says of 37 points.
    settings.setProperty("netty.mqtt.message_size", "1048576");
    settings.setProperty("allow_anonymous", "true");
    settings.setProperty("allow_zero_byte_client_id", "true");
    Server starting = new Server();
    try {
      starting.startServer(new MemoryConfig(settings));
    } catch (Exception snatched) {
      // Netty throws the checked BindException undeclared when somebody was quicker than we.
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
      // It had not come far enough.
    }
  }
}

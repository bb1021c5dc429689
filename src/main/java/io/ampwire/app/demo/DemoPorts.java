package io.ampwire.app.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * Chooser of the demo's ports. If 8080 is in use, the demo takes the next free port and reports it.
 */
public final class DemoPorts {
  private static final int TRIES = 50;

  private DemoPorts() {}

  /** Chooses the ports of the console and of management before any server listens. */
  public static void choose() {
    int console = free("quarkus.http.port", 8080, -1);
    free("quarkus.management.port", 9000, console);
  }

  private static int free(String key, int first, int taken) {
    if (System.getProperty(key) != null) {
      return Integer.parseInt(System.getProperty(key));
    }
    for (int port = first; port < first + TRIES; port++) {
      if (port != taken && isFree(port)) {
        System.setProperty(key, Integer.toString(port));
        return port;
      }
    }
    return first;
  }

  private static boolean isFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}

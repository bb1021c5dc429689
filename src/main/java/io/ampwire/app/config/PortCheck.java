package io.ampwire.app.config;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.eclipse.microprofile.config.Config;

/**
 * Check of the bridge's own ports before any part of it starts, so that a taken port ends the start
 * with one line and without connections to chargers.
 */
@Singleton
public class PortCheck {
  private static final int EARLY = Interceptor.Priority.PLATFORM_BEFORE + 1;

  private final Config config;

  PortCheck(Config config) {
    this.config = config;
  }

  void check(@Observes @Priority(EARLY) StartupEvent event) {
    // In development mode the server outlives a restart of the application.
    if (LaunchMode.current() != LaunchMode.NORMAL) {
      return;
    }
    boolean plain = !text("quarkus.http.insecure-requests", "enabled").equals("disabled");
    if (plain && text("quarkus.http.host-enabled", "true").equals("true")) {
      check("quarkus.http");
    }
    check("quarkus.management");
  }

  private String text(String key, String otherwise) {
    return config.getOptionalValue(key, String.class).orElse(otherwise);
  }

  private void check(String keys) {
    String host = text(keys + ".host", "127.0.0.1");
    int port = config.getOptionalValue(keys + ".port", Integer.class).orElse(0);
    try {
      check(host, port, keys + ".port");
    } catch (BindException taken) {
      throw new UncheckedIOException(taken);
    }
  }

  /**
   * Fails if another program listens on the port.
   *
   * @param port 0 for any free one
   * @param key the setting that chooses another port
   */
  static void check(String host, int port, String key) throws BindException {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
    } catch (BindException taken) {
      throw new BindException(
          "cannot listen on port %d of %s (%s); end the program that has it, or set %s to a free port"
              .formatted(port, host, taken.getMessage(), key));
    } catch (IOException other) {
      // The server itself reports it, with its own reason.
      return;
    }
  }
}

package io.ampwire.app.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Taken ports end the start before anything else happens. */
class PortCheckTest {
  private static final String HOST = "127.0.0.1";
  private static final String KEY = "quarkus.management.port";

  /** FAULTS H16. */
  @Test
  void a_taken_port_is_named_with_the_setting_that_chooses_another() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      assertThatThrownBy(() -> PortCheck.check(HOST, other.getLocalPort(), KEY))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port " + other.getLocalPort() + " of 127.0.0.1")
          .hasMessageEndingWith("or set quarkus.management.port to a free port");
    }
  }

  @Test
  void a_free_port_and_any_port_pass_and_stay_free() throws IOException {
    int free;
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
      free = other.getLocalPort();
    }
    assertThatCode(
            () -> {
              PortCheck.check(HOST, free, KEY);
              PortCheck.check(HOST, free, KEY);
              PortCheck.check(HOST, 0, KEY);
            })
        .doesNotThrowAnyException();
  }
}

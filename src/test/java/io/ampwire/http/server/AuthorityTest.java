package io.ampwire.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorityTest {
  /** FAULTS H02. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "rebind_me.evil.example",
        "evil..example",
        "0x7f.1",
        "0x7f000001",
        "2130706433",
        "127.1",
        "127.0.0.01",
        "127.0.0.256",
        "1.2.3.4.5",
        "-evil.example",
        "evil-.example",
        "localhost:",
        "localhost:0",
        "localhost:65536",
        "localhost:8080:1",
        "localhost/",
        "localhost@evil.example",
        "user:pass@localhost",
        "local host",
        "localhost,evil.example",
        "lo\u0441alhost",
        "[::1",
        "::1",
        "[::1%lo]",
        "[::g]",
        "[127.0.0.1]"
      })
  void what_is_not_a_host_is_not_understood(String text) {
    assertThat(Authority.parse(text)).isEmpty();
  }

  @Test
  void a_name_that_is_too_long_is_not_understood() {
    assertThat(Authority.parse("a".repeat(64) + ".example")).isEmpty();
    assertThat(Authority.parse("a.".repeat(128))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8080, localhost, 8080",
    "LOCALHOST, localhost, 0",
    "localhost., localhost, 0",
    "127.0.0.1:1, 127.0.0.1, 1",
    "[::1]:8080, ::1, 8080",
    "xn--bcher-kva.example:443, xn--bcher-kva.example, 443",
    "bay-1.0xcafe.example, bay-1.0xcafe.example, 0"
  })
  void a_host_is_taken_apart(String text, String host, int port) {
    Authority authority = Authority.parse(text).orElseThrow();

    assertThat(authority.host()).isEqualTo(host);
    assertThat(authority.port().orElse(0)).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true, true",
    "a.localhost, true, true",
    "127.9.9.9, true, true",
    "[::1], true, true",
    "[0:0:0:0:0:0:0:1], true, true",
    "192.0.2.1, false, true",
    "[2001:db8::1], false, true",
    "bridge, false, true",
    "bridge.depot.svc, false, true",
    "bridge.depot.svc.cluster.local, false, true",
    "localhost.evil.example, false, false",
    "127.0.0.1.evil.example, false, false",
    "svc.evil.example, false, false"
  })
  void only_names_that_no_stranger_can_own_are_private(
      String text, boolean loopback, boolean isPrivate) {
    Authority authority = Authority.parse(text).orElseThrow();

    assertThat(authority.isLoopback()).isEqualTo(loopback);
    assertThat(authority.isPrivate()).isEqualTo(isPrivate);
  }
}

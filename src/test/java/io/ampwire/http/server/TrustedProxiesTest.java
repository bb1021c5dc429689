package io.ampwire.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
  private final TrustedProxies proxies =
      new TrustedProxies(List.of("192.0.2.10", "10.0.0.0/8", "2001:db8::/32"));

  /** FAULTS H03. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "198.51.100.1 | 203.0.113.9                            | 198.51.100.1",
        "192.0.2.10   | 203.0.113.9                            | 203.0.113.9",
        "192.0.2.10   | 1.1.1.1, 203.0.113.9                   | 203.0.113.9",
        "192.0.2.10   | 1.1.1.1, 203.0.113.9, 10.1.2.3         | 203.0.113.9",
        "192.0.2.10   | 10.1.2.3                               | 10.1.2.3",
        "192.0.2.10   | 203.0.113.9, unknown, 10.1.2.3         | 10.1.2.3",
        "192.0.2.10   | 203.0.113.9:4711                       | 192.0.2.10",
        "2001:db8::5  | 2001:db9::1                            | 2001:db9::1"
      })
  void the_rightmost_address_that_no_proxy_has_is_the_clients(
      String peer, String header, String client) {
    assertThat(proxies.client(peer, List.of(header))).isEqualTo(client);
  }

  @Test
  void without_a_header_the_peer_is_the_client() {
    assertThat(proxies.client("192.0.2.10", List.of())).isEqualTo("192.0.2.10");
  }

  @Test
  void several_headers_are_one_list() {
    assertThat(proxies.client("192.0.2.10", List.of("1.1.1.1", "203.0.113.9")))
        .isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/x", "10.0.0/8"})
  void what_names_no_network_is_a_fault(String text) {
    assertThat(TrustedProxies.problem(text)).isPresent();
  }

  @Test
  void addresses_and_networks_name_proxies() {
    assertThat(TrustedProxies.problem("10.0.0.0/8")).isEmpty();
    assertThat(TrustedProxies.problem("2001:db8::1")).isEmpty();
    assertThat(proxies.contains("10.255.0.1")).isTrue();
    assertThat(proxies.contains("11.0.0.1")).isFalse();
  }
}

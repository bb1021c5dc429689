package io.ampwire.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static Access access(String host, boolean anonymous, boolean readers) {
    return new Access(host, anonymous, readers, false, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]", "127.1.2.3"})
  void this_machine_may_read(String host) {
    Access access = access(host, false, false);

    assertThat(access.open()).isTrue();
    assertThat(access.closed(host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.org", "bridge.lan"})
  void others_may_only_if_somebody_says_so(String host) {
    assertThat(access(host, false, false).open()).isFalse();
    assertThat(access(host, true, false).open()).isTrue();
    assertThat(access("127.0.0.1", false, false).closed(host)).isPresent();
    assertThat(access("127.0.0.1", true, false).closed(host)).isEmpty();
  }

  @Test
  void where_readers_have_tokens_this_machine_needs_one_too() {
    assertThat(access("127.0.0.1", false, true).closed("localhost")).isPresent();
    assertThat(access("127.0.0.1", true, true).closed("localhost")).isEmpty();
  }
}

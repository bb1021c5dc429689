package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "::1", "[::1]", "127.1.2.3"})
  void this_machine_may_read(String host) {
    Access access = new Access(host, false);

    assertThat(access.open()).isTrue();
    assertThat(access.meantFor(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.org", "bridge.lan"})
  void others_may_only_if_somebody_says_so(String host) {
    assertThat(new Access(host, false).open()).isFalse();
    assertThat(new Access(host, true).open()).isTrue();
    assertThat(new Access("127.0.0.1", false).meantFor(host)).isFalse();
    assertThat(new Access("127.0.0.1", true).meantFor(host)).isTrue();
  }
}

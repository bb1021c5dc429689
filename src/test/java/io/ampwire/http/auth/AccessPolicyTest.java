package io.ampwire.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.http.server.Authority;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
  private static AccessPolicy access(String host, boolean anonymous, boolean readers) {
    return new AccessPolicy(host, anonymous, readers, false, false, Set.of("bay.example"), false);
  }

  private static Optional<Authority> named(String host) {
    Optional<Authority> authority = Authority.parse(host.contains("::") ? "[" + host + "]" : host);
    assertThat(authority).as(host).isPresent();
    return authority;
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "LOCALHOST", "::1", "127.1.2.3"})
  void this_machine_may_read(String host) {
    AccessPolicy access = access(host, false, false);

    assertThat(access.open()).isTrue();
    assertThat(access.refusal(named(host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.org", "bridge.lan"})
  void others_may_read_only_if_the_configuration_says_so(String host) {
    assertThat(access(host, false, false).open()).isFalse();
    assertThat(access(host, true, false).open()).isTrue();
    assertThat(access("127.0.0.1", false, false).refusal(named(host))).isPresent();
    assertThat(access("127.0.0.1", true, false).refusal(named(host))).isEmpty();
  }

  @Test
  void where_readers_have_tokens_this_machine_needs_one_too() {
    assertThat(access("127.0.0.1", false, true).refusal(named("localhost"))).isPresent();
    assertThat(access("127.0.0.1", true, true).refusal(named("localhost"))).isEmpty();
  }

  @Test
  void a_name_of_the_configuration_is_permitted_beside_localhost() {
    assertThat(access("127.0.0.1", false, false).refusal(named("bay.example:8080"))).isEmpty();
    assertThat(access("127.0.0.1", false, false).refusal(named("x.bay.example"))).isPresent();
  }

  /** FAULTS H13. */
  @Test
  void only_a_demo_on_this_machine_without_tokens_is_controlled_without_a_token() {
    assertThat(demo("127.0.0.1", false, true).controlsDemo(named("localhost"))).isTrue();
    assertThat(demo("127.0.0.1", false, true).controlsDemo(named("evil.example"))).isFalse();
    assertThat(demo("0.0.0.0", false, true).controlsDemo(named("localhost"))).isFalse();
    assertThat(demo("127.0.0.1", true, true).controlsDemo(named("localhost"))).isFalse();
    assertThat(demo("127.0.0.1", false, false).controlsDemo(named("localhost"))).isFalse();
  }

  private static AccessPolicy demo(String host, boolean operators, boolean demo) {
    return new AccessPolicy(host, false, false, operators, true, Set.of(), demo);
  }
}

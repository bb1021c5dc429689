package io.ampwire.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.TooLongFrameException;
import java.net.ConnectException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReconnectPolicyTest {
  private static final Throwable REFUSED_SOCKET = new ConnectException("Connection refused");
  private static final Throwable TOO_LARGE =
      new DecoderException(new TooLongFrameException("too large message: 5000000 bytes"));

  private final ReconnectPolicy reconnectPolicy = new ReconnectPolicy(new Random(4));
  private long now = 1;

  private void after(Duration time) {
    now += time.toNanos();
  }

  private ConnectionProblem connectedFor(Duration time, Throwable end) {
    reconnectPolicy.opening(now);
    reconnectPolicy.connected(now);
    after(time);
    return reconnectPolicy.lost(end, now);
  }

  @Test
  void the_delays_grow_to_ten_seconds_and_are_never_all_the_same() {
    List<Duration> delays =
        Stream.generate(
                () -> {
                  reconnectPolicy.opening(now);
                  reconnectPolicy.lost(REFUSED_SOCKET, now);
                  return reconnectPolicy.delay();
                })
            .limit(40)
            .toList();
    assertThat(delays.get(0)).isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
    assertThat(delays).allMatch(delay -> delay.compareTo(Duration.ofSeconds(10)) <= 0);
    assertThat(delays.subList(10, 40))
        .allMatch(delay -> delay.compareTo(Duration.ofSeconds(4)) >= 0)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_connection_that_lasted_makes_the_next_delay_short_again() {
    for (int i = 0; i < 10; i++) {
      reconnectPolicy.lost(REFUSED_SOCKET, now);
      reconnectPolicy.delay();
    }
    assertThat(connectedFor(Duration.ofSeconds(11), null).kind())
        .isEqualTo(ConnectionProblem.Kind.UNREACHABLE);
    assertThat(reconnectPolicy.delay()).isLessThanOrEqualTo(Duration.ofMillis(200));
  }

  /** FAULTS M10. */
  @Test
  void a_connection_that_is_ended_at_once_three_times_looks_like_a_twin_to_whom_one_yields() {
    assertThat(connectedFor(Duration.ofMillis(300), null).kind()).isEqualTo(unreachable());
    assertThat(connectedFor(Duration.ofMillis(300), null).kind()).isEqualTo(unreachable());
    assertThat(connectedFor(Duration.ofMillis(300), null).kind())
        .isEqualTo(ConnectionProblem.Kind.TWIN);
    assertThat(reconnectPolicy.delay())
        .as("away for longer than the other one needs to have a connection that lasts")
        .isBetween(ReconnectPolicy.STEADY, Duration.ofSeconds(7));

    reconnectPolicy.connected(now);
    assertThat(reconnectPolicy.doubtful(now)).as("it may happen again").isTrue();
    after(ReconnectPolicy.STEADY);
    assertThat(reconnectPolicy.doubtful(now)).as("it lasted").isFalse();
    assertThat(reconnectPolicy.lost(null, now).kind()).isEqualTo(unreachable());
  }

  private static ConnectionProblem.Kind unreachable() {
    return ConnectionProblem.Kind.UNREACHABLE;
  }

  /** FAULTS M17. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 50})
  void after_any_number_of_short_connections_the_bridge_is_back_and_heard_within_ten_seconds(
      int connections) {
    for (int seed = 0; seed < 200; seed++) {
      ReconnectPolicy policy = new ReconnectPolicy(new Random(seed));
      Duration delay = Duration.ZERO;
      for (int i = 0; i < connections; i++) {
        policy.opening(now);
        policy.connected(now);
        after(Duration.ofMillis(800));
        policy.lost(null, now);
        delay = policy.delay();
        after(delay);
      }
      policy.connected(now);
      Duration heard = policy.doubtful(now) ? delay.plus(ReconnectPolicy.STEADY) : delay;
      assertThat(heard).as("seed " + seed).isLessThan(Duration.ofSeconds(10));
    }
  }

  /** FAULTS M17. */
  @Test
  void the_time_that_a_failed_attempt_took_counts_so_attempts_begin_ten_seconds_apart_at_most() {
    for (int i = 0; i < 40; i++) {
      reconnectPolicy.opening(now);
      after(Duration.ofSeconds(7));
      reconnectPolicy.lost(new TimeoutException("no answer"), now);
      assertThat(reconnectPolicy.delay()).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }
  }

  /** FAULTS M10. */
  @Test
  void a_takeover_that_the_broker_names_is_a_twin_at_once() {
    ConnectionProblem taken =
        connectedFor(Duration.ofMinutes(5), new BrokerAnswer.Disconnected(0x8E, Optional.empty()));
    assertThat(taken.kind()).isEqualTo(ConnectionProblem.Kind.TWIN);
    assertThat(taken.detail()).contains("client-id", "session taken over (0x8E)");
  }

  /** FAULTS M18. */
  @Test
  void what_the_broker_says_or_a_large_packet_explains_is_not_blamed_on_a_twin() {
    for (int i = 0; i < 6; i++) {
      ConnectionProblem told =
          connectedFor(
              Duration.ofMillis(300), new BrokerAnswer.Disconnected(0x95, Optional.empty()));
      assertThat(told.kind()).isEqualTo(ConnectionProblem.Kind.PACKET_LIMIT);
    }
    ReconnectPolicy silent = new ReconnectPolicy(new Random(1));
    BrokerAnswer.UnprovedPacket meta = new BrokerAnswer.UnprovedPacket("a/b/c/meta", 11_000);
    ConnectionProblem last = null;
    for (int i = 0; i < 3; i++) {
      silent.opening(now);
      silent.connected(now);
      after(Duration.ofMillis(300));
      last = silent.lost(new BrokerAnswer.Ended(Optional.of(meta)), now);
    }
    assertThat(last.kind()).isEqualTo(ConnectionProblem.Kind.PACKET_LIMIT);
    assertThat(last.detail()).contains("11000 bytes", "a/b/c/meta", "ampwire.mqtt.max-packet");
  }

  @Test
  void a_broker_that_restarts_now_and_then_is_no_twin() {
    for (int i = 0; i < 10; i++) {
      assertThat(connectedFor(Duration.ofSeconds(60), null).kind()).isEqualTo(unreachable());
    }
  }

  @Test
  void a_second_message_that_is_too_large_makes_the_subscription_narrow_until_all_is_well() {
    assertThat(connectedFor(Duration.ofMillis(50), TOO_LARGE).kind())
        .isEqualTo(ConnectionProblem.Kind.OVERSIZE);
    assertThat(reconnectPolicy.narrow()).isFalse();
    connectedFor(Duration.ofMillis(50), TOO_LARGE);
    assertThat(reconnectPolicy.narrow()).isTrue();
    reconnectPolicy.hears();
    assertThat(reconnectPolicy.narrow()).isFalse();
  }

  @Test
  void a_refused_subscription_makes_the_next_one_narrow() {
    reconnectPolicy.deaf();
    assertThat(reconnectPolicy.narrow()).isTrue();
  }

  @Test
  void what_failed_is_told_by_its_remedy_and_in_the_words_of_the_cause() {
    Throwable credentials = new BrokerAnswer.Refused(0x86, Optional.of("see\nthe manual"));
    SSLHandshakeException expired = new SSLHandshakeException("PKIX path validation failed");
    expired.initCause(new CertificateExpiredException("NotAfter: yesterday"));

    assertThat(reconnectPolicy.lost(REFUSED_SOCKET, now))
        .isEqualTo(new ConnectionProblem(unreachable(), "Connection refused"));
    assertThat(reconnectPolicy.lost(credentials, now).kind())
        .isEqualTo(ConnectionProblem.Kind.REFUSED);
    assertThat(reconnectPolicy.lost(credentials, now).detail())
        .isEqualTo("the broker answers bad user name or password (0x86): see?the manual");
    assertThat(reconnectPolicy.lost(expired, now))
        .isEqualTo(
            new ConnectionProblem(
                ConnectionProblem.Kind.INSECURE,
                "the broker's certificate is expired or not yet valid (NotAfter: yesterday)"));
  }
}

package io.ampwire.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionLimitsTest {
  private static final Duration HEAD = Duration.ofSeconds(10);

  private final ConnectionLimits limits =
      new ConnectionLimits(
          new ConnectionLimits.Settings(
              "test", 6, 3, HEAD, Duration.ofSeconds(60), "192.0.2.200"::equals),
          System::nanoTime);

  /** A connection that an address opened. */
  private static final class Peer extends EmbeddedChannel {
    private final InetSocketAddress address;

    Peer(String address, ConnectionGuard guard) {
      super(DefaultChannelId.newInstance(), false, false);
      this.address = new InetSocketAddress(address, 40_000);
      pipeline().addLast(guard);
    }

    @Override
    public SocketAddress remoteAddress() {
      return address;
    }
  }

  private Peer open(String address) throws Exception {
    Peer peer = new Peer(address, new ConnectionGuard(limits));
    peer.freezeTime();
    peer.register();
    return peer;
  }

  private void use(Peer peer) {
    limits.used(peer.pipeline().get(ConnectionGuard.class));
  }

  /** FAULTS H01. */
  @Test
  void the_connection_that_waited_longest_makes_room_for_a_new_one_of_its_address()
      throws Exception {
    Peer first = open("192.0.2.1");
    Peer second = open("192.0.2.1");
    Peer other = open("192.0.2.2");
    open("192.0.2.1");
    use(second);

    Peer fourth = open("192.0.2.1");

    assertThat(first.isOpen()).isFalse();
    assertThat(List.of(second, other, fourth)).allMatch(EmbeddedChannel::isOpen);
    assertThat(limits.open()).isEqualTo(4);
  }

  /** FAULTS H01. */
  @Test
  void a_slow_body_makes_room_before_a_connection_that_has_just_been_opened() throws Exception {
    Peer slow = open("192.0.2.1");
    limits.waits(slow.pipeline().get(ConnectionGuard.class));
    Peer answered = open("192.0.2.1");
    use(answered);
    Peer fresh = open("192.0.2.1");

    Peer latest = open("192.0.2.1");

    assertThat(slow.isOpen()).isFalse();
    assertThat(List.of(answered, fresh, latest)).allMatch(EmbeddedChannel::isOpen);
  }

  @Test
  void a_new_connection_is_refused_only_where_all_are_in_use() throws Exception {
    List<Peer> used = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      used.add(open("192.0.2.1"));
    }
    used.forEach(this::use);

    assertThat(open("192.0.2.1").isOpen()).isFalse();
    assertThat(open("192.0.2.2").isOpen()).as("another address").isTrue();
    assertThat(used).allMatch(EmbeddedChannel::isOpen);
  }

  @Test
  void the_total_bounds_addresses_that_each_stay_below_their_own_limit() throws Exception {
    Peer first = open("192.0.2.1");
    for (int i = 2; i <= 7; i++) {
      open("192.0.2." + i);
    }

    assertThat(limits.open()).isEqualTo(6);
    assertThat(first.isOpen()).isFalse();
  }

  @Test
  void a_proxy_that_stands_for_many_is_bounded_by_the_total_only() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(open("192.0.2.200").isOpen()).isTrue();
    }
    assertThat(limits.open()).isEqualTo(5);
  }

  @Test
  void the_addresses_of_one_ipv6_network_count_as_one() throws Exception {
    Peer first = open("2001:db8::1");
    open("2001:db8::2");
    open("2001:db8::ffff:3");
    open("2001:db8:0:1::1");
    open("2001:db8::4");

    assertThat(first.isOpen()).isFalse();
    assertThat(limits.open()).isEqualTo(4);
  }

  /** FAULTS H01. */
  @Test
  void a_connection_without_a_request_is_closed() throws Exception {
    Peer idle = open("192.0.2.1");
    idle.advanceTimeBy(HEAD.toMillis() - 1, TimeUnit.MILLISECONDS);
    idle.runScheduledPendingTasks();
    assertThat(idle.isOpen()).isTrue();

    idle.advanceTimeBy(1, TimeUnit.SECONDS);
    idle.runScheduledPendingTasks();

    assertThat(idle.isOpen()).isFalse();
    assertThat(limits.open()).isZero();
  }
}

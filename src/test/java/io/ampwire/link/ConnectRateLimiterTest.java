package io.ampwire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Chargers that lost power together. */
class ConnectRateLimiterTest {
  private static final int CHARGERS = 1000;
  private static final int PER_SECOND = 100;
  private static final long SECOND = 1_000_000_000L;

  private final ManualScheduler scheduler = new ManualScheduler();
  private final ConnectRateLimiter pace = new ConnectRateLimiter(PER_SECOND);
  private final List<Long> dials = new ArrayList<>();
  private boolean power;

  /** FAULTS S12. */
  @Test
  void a_thousand_chargers_that_come_back_together_are_dialled_at_a_bounded_pace() {
    Random random = new Random(12);
    List<ModbusConnection> links = new ArrayList<>();
    for (int i = 0; i < CHARGERS; i++) {
      links.add(link(i, random));
    }
    links.forEach(ModbusConnection::start);
    scheduler.advance(Duration.ofMinutes(5).toMillis());
    assertPace();
    assertThat(links).noneMatch(ModbusConnection::isUp);

    power = true;
    dials.clear();
    scheduler.advance(Duration.ofSeconds(40).toMillis());
    assertPace();
    assertThat(links).allMatch(ModbusConnection::isUp);
    System.out.println(
        "storm: %d chargers, at most %d dials in any second, all up after %.1f s"
            .formatted(
                CHARGERS, most(), (dials.get(dials.size() - 1) - dials.get(0)) / (double) SECOND));
  }

  @Test
  void one_charger_alone_is_dialled_at_once() {
    ModbusConnection link = link(1, new Random(1));
    power = true;
    long before = scheduler.nanos();
    link.start();
    scheduler.advance(1);
    assertThat(dials).containsExactly(before);
  }

  private void assertPace() {
    assertThat(most()).isLessThanOrEqualTo(PER_SECOND);
  }

  private int most() {
    int most = 0;
    int from = 0;
    for (int to = 0; to < dials.size(); to++) {
      while (dials.get(to) - dials.get(from) >= SECOND) {
        from++;
      }
      most = Math.max(most, to - from + 1);
    }
    return most;
  }

  private ModbusConnection link(int number, Random random) {
    return new ModbusConnection(
        new ModbusDialer.Endpoint("192.0.2.1", number + 1),
        new RateLimitedDialer(this::dial, scheduler, pace),
        scheduler,
        Duration.ofSeconds(2),
        random,
        ConnectionMetrics.NONE);
  }

  private CompletableFuture<ModbusDialer.Socket> dial(
      ModbusDialer.Endpoint endpoint, java.util.function.Consumer<ModbusDialer.Close> closed) {
    dials.add(scheduler.nanos());
    return power
        ? CompletableFuture.completedFuture(new Idle())
        : CompletableFuture.failedFuture(new IllegalStateException("refused"));
  }

  /** A connection on which nothing is asked. */
  private static final class Idle implements ModbusDialer.Socket {
    @Override
    public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {}

    @Override
    public void close() {}
  }
}

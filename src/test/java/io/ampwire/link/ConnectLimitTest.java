package io.ampwire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A large fleet that starts, in a network that answers, one that half answers, and one that does
 * not.
 */
class ConnectLimitTest {
  private static final int FLEET = 5000;
  private static final long MILLI = 1_000_000L;
  private static final long CONNECT_TIMEOUT = 3000 * MILLI;

  private final ManualScheduler scheduler = new ManualScheduler();
  private final ConnectLimit limit = new ConnectLimit();
  private final Random random = new Random(18);
  private final List<Long> dials = new ArrayList<>();
  private final Map<Integer, Long> up = new HashMap<>();
  private long answerAfter = 5 * MILLI;
  private IntPredicate dead = number -> false;
  private boolean refusing;
  private long lag;

  /** The event loop, whose tasks wait for {@link #lag}. */
  private final Scheduler late =
      new Scheduler() {
        @Override
        public long nanos() {
          return scheduler.nanos();
        }

        @Override
        public long wallMillis() {
          return scheduler.wallMillis();
        }

        @Override
        public void execute(Runnable task) {
          scheduler.after(lag, task);
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
          return scheduler.after(delayNanos, task);
        }
      };

  private int unanswered;
  private int mostUnanswered;

  /** FAULTS S12. */
  @Test
  void five_thousand_chargers_that_answer_are_up_within_a_second_and_never_dialled_all_at_once() {
    long from = scheduler.nanos();
    start(FLEET);
    scheduler.advance(1000);
    assertThat(up).hasSize(FLEET);
    assertThat(mostUnanswered).isLessThanOrEqualTo(ConnectLimit.MOST);
    print("all answer", from);
  }

  /** FAULTS S12. */
  @Test
  void a_dead_half_does_not_slow_the_living() {
    dead = number -> number % 2 == 0;
    long from = scheduler.nanos();
    start(FLEET);
    scheduler.advance(5000);
    assertThat(up).hasSize(FLEET / 2);
    print("half is dead", from);
  }

  /** FAULTS S12. */
  @Test
  void a_charger_that_comes_back_does_not_wait_behind_the_dead() {
    dead = number -> number > 0;
    start(FLEET);
    scheduler.advance(Duration.ofMinutes(3));
    LimitedDialer returning = new LimitedDialer(this::dial, scheduler, limit);
    for (int turn = 0; turn < 100; turn++) {
      up.clear();
      returning.dial(new ModbusDialer.Endpoint("192.0.2.1", 0), close -> {});
      scheduler.advance(Duration.ofNanos(ConnectLimit.PATIENCE + answerAfter));
      assertThat(up).as("turn %d", turn).containsOnlyKeys(0);
      scheduler.advance(2000 + random.nextInt(1000));
    }
  }

  /** FAULTS S12. */
  @Test
  void a_network_that_does_not_answer_gets_few_attempts() {
    dead = number -> true;
    start(FLEET);
    scheduler.advance(Duration.ofMinutes(2));
    assertThat(most(1000 * MILLI)).isLessThanOrEqualTo(5 * ConnectLimit.LEAST);

    dials.clear();
    dead = number -> false;
    long from = scheduler.nanos();
    scheduler.advance(Duration.ofSeconds(45));
    assertThat(up).hasSize(FLEET);
    print("all come back", from);
  }

  /** FAULTS S12. */
  @Test
  void a_slow_network_gets_few_attempts_and_still_connects_all() {
    answerAfter = 700 * MILLI;
    start(1000);
    scheduler.advance(Duration.ofSeconds(10));
    assertThat(up).hasSize(1000);
    assertThat(most(1000 * MILLI)).isLessThanOrEqualTo(5 * ConnectLimit.LEAST);
  }

  /** FAULTS S12: the polls of more chargers would delay those that are up. */
  @Test
  void a_loop_that_runs_late_takes_few_chargers_until_it_is_on_time_again() {
    lag = 1000 * MILLI;
    start(FLEET);
    scheduler.advance(1000);
    dials.clear();
    scheduler.advance(10_000);
    assertThat(most(1000 * MILLI)).isLessThanOrEqualTo(2 * ConnectLimit.LEAST);
    lag = 0;
    long from = scheduler.nanos();
    scheduler.advance(5000);
    assertThat(up).hasSize(FLEET);
    print("on time again", from);
  }

  @Test
  void a_refusal_is_an_answer() {
    refusing = true;
    start(FLEET);
    scheduler.advance(1000);
    assertThat(dials).hasSizeGreaterThanOrEqualTo(FLEET);
  }

  @Test
  void one_charger_alone_is_dialled_at_once() {
    long before = scheduler.nanos();
    start(1);
    assertThat(dials).containsExactly(before);
  }

  private List<ModbusConnection> start(int chargers) {
    List<ModbusConnection> all = IntStream.range(0, chargers).mapToObj(this::connection).toList();
    all.forEach(ModbusConnection::start);
    return all;
  }

  private ModbusConnection connection(int number) {
    return new ModbusConnection(
        new ModbusDialer.Endpoint("192.0.2.1", number),
        new LimitedDialer(this::dial, late, limit),
        scheduler,
        Duration.ofSeconds(2),
        random,
        ConnectionMetrics.NONE);
  }

  private CompletionStage<ModbusDialer.Socket> dial(
      ModbusDialer.Endpoint endpoint, Consumer<ModbusDialer.Close> closed) {
    int number = endpoint.port();
    CompletableFuture<ModbusDialer.Socket> opened = new CompletableFuture<>();
    dials.add(scheduler.nanos());
    boolean silent = dead.test(number);
    unanswered += silent ? 0 : 1;
    mostUnanswered = Math.max(mostUnanswered, unanswered);
    scheduler.after(
        silent ? CONNECT_TIMEOUT : answerAfter,
        () -> {
          unanswered -= silent ? 0 : 1;
          if (silent || refusing) {
            opened.completeExceptionally(new IllegalStateException("no connection"));
          } else {
            up.put(number, scheduler.nanos());
            opened.complete(new Silent());
          }
        });
    return opened;
  }

  private long most(long window) {
    Queue<Long> within = new ArrayDeque<>();
    int most = 0;
    for (long dial : dials) {
      within.add(dial);
      while (dial - within.element() >= window) {
        within.remove();
      }
      most = Math.max(most, within.size());
    }
    return most;
  }

  private void print(String what, long from) {
    long last = up.values().stream().mapToLong(Long::longValue).max().orElseThrow();
    System.out.printf(
        "%s: %d up after %.2f s, at most %d dials in a second%n",
        what, up.size(), (last - from) / 1e9, most(1000 * MILLI));
  }

  /** A connection on which nothing is asked. */
  private static final class Silent implements ModbusDialer.Socket {
    @Override
    public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {}

    @Override
    public void close() {}
  }
}

package io.ampwire.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger;
import io.ampwire.link.ModbusConnection.Priority;
import io.ampwire.map.Evlink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModbusConnectionTest {
  private final ManualScheduler scheduler = new ManualScheduler();
  private final ScriptedCharger charger = new ScriptedCharger(scheduler, Evlink.MAP).latency(100);
  private final ModbusConnection connection =
      new ModbusConnection(
          new ModbusDialer.Endpoint("192.0.2.11", 502),
          charger,
          scheduler,
          Duration.ofSeconds(1),
          new Random(1),
          ConnectionMetrics.NONE);
  private final ModbusLink link = connection.link();
  private final List<String> log = new ArrayList<>();

  private void up() {
    connection.start();
    scheduler.settle();
  }

  @Test
  void a_lifebit_goes_before_a_command_and_a_command_before_a_poll() {
    up();
    ask("first", Priority.POLL);
    ask("poll", Priority.POLL);
    ask("command", Priority.COMMAND);
    ask("lifebit", Priority.LIFEBIT);
    ask("second poll", Priority.POLL);
    ask("second command", Priority.COMMAND);
    scheduler.advance(700);
    assertThat(log)
        .containsExactly(
            "first: Registers",
            "lifebit: Registers",
            "command: Registers",
            "second command: Registers",
            "poll: Registers",
            "second poll: Registers");
  }

  @Test
  void a_device_that_wants_rest_is_asked_only_after_it_and_the_lifebit_still_goes_first() {
    link.rest(Duration.ofMillis(250));
    link.rest(Duration.ofMillis(50));
    up();
    ask("first", Priority.POLL);
    ask("poll", Priority.POLL);
    ask("lifebit", Priority.LIFEBIT);
    scheduler.advance(349);
    assertThat(log).containsExactly("first: Registers");
    scheduler.advance(101);
    assertThat(log).containsExactly("first: Registers", "lifebit: Registers");
    scheduler.advance(350);
    assertThat(log).containsExactly("first: Registers", "lifebit: Registers", "poll: Registers");
  }

  @Test
  void without_a_connection_a_request_fails_at_once_and_is_not_kept() {
    charger.away(true);
    up();
    ask("early", Priority.COMMAND);
    assertThat(log).containsExactly("early: DOWN unsent");
    charger.away(false);
    scheduler.advance(60_000);
    assertThat(link.isUp()).isTrue();
    assertThat(charger.reads()).isEmpty();
  }

  @Test
  void a_timeout_ends_the_connection_and_what_waited_was_never_sent() {
    up();
    charger.hang(true);
    ask("sent", Priority.POLL);
    ask("waiting", Priority.COMMAND);
    scheduler.advance(1000);
    assertThat(log).containsExactly("sent: TIMEOUT sent", "waiting: DOWN unsent");
    assertThat(link.isUp()).isFalse();
    charger.hang(false);
    scheduler.advance(2000);
    assertThat(link.isUp()).isTrue();
    assertThat(charger.dials()).isEqualTo(2);
    assertThat(log).hasSize(2);
  }

  @Test
  void a_broken_connection_fails_what_is_under_way_at_once() {
    up();
    ask("sent", Priority.POLL);
    charger.cut();
    assertThat(log).containsExactly("sent: LOST sent");
  }

  @Test
  void what_is_no_longer_wanted_when_its_turn_comes_is_not_sent() {
    up();
    ask("first", Priority.POLL);
    boolean[] wanted = {true};
    link.request(Priority.LIFEBIT, read(), () -> wanted[0])
        .thenAccept(answer -> log.add("unwanted: " + text(answer)));
    ask("next", Priority.POLL);
    wanted[0] = false;
    scheduler.advance(300);
    assertThat(log).containsExactly("first: Registers", "unwanted: DOWN unsent", "next: Registers");
    assertThat(charger.reads()).hasSize(2);
  }

  @Test
  void a_stopped_link_stays_down() {
    up();
    connection.stop();
    scheduler.advance(120_000);
    assertThat(link.isUp()).isFalse();
    assertThat(charger.dials()).isEqualTo(1);
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void waits_grow_to_thirty_seconds_with_jitter_and_start_over_after_an_answer() {
    Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), new Random(7));
    long ceiling = 500_000_000L;
    for (int i = 0; i < 100; i++) {
      assertThat(backoff.next()).isBetween(ceiling / 2, ceiling);
      ceiling = Math.min(30_000_000_000L, ceiling * 2);
    }
    backoff.reset();
    assertThat(backoff.next()).isLessThanOrEqualTo(500_000_000L);
  }

  private void ask(String name, Priority priority) {
    link.request(priority, read()).thenAccept(answer -> log.add(name + ": " + text(answer)));
  }

  private static ModbusRequest read() {
    return new ModbusRequest.Read(255, 3, 4000, 1);
  }

  private static String text(ModbusResponse answer) {
    return answer instanceof ModbusResponse.Failed failed
        ? failed.reason() + (failed.sent() ? " sent" : " unsent")
        : answer.getClass().getSimpleName();
  }
}

package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.command.ReplyTo;
import io.ampwire.map.Decimal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CommandLaneTest {
  private final Bench bench = new Bench();

  @Test
  void a_set_point_is_written_read_back_and_then_called_applied() {
    bench.online().send("set_point", 12);
    bench.scheduler.advance(100);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
    assertThat(bench.charger.writes("set_point")).extracting(w -> w.value()).containsExactly(12);
  }

  @Test
  void a_charger_that_shows_the_value_a_second_later_is_asked_until_it_has_settled() {
    bench.charger.refresh(1000);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(100);
    assertThat(bench.sink.acks()).isEmpty();
    bench.scheduler.advance(1900);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
    assertThat(bench.charger.writes("set_point")).hasSize(1);
  }

  @Test
  void a_register_that_answers_no_session_makes_it_applied_but_not_verified() {
    bench.charger.refresh(60_000).registers().put("set_point", 99);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome())
        .isEqualTo(new Outcome.Applied(false, Optional.of(Decimal.of(12)), Optional.empty()));
  }

  @Test
  void a_point_that_cannot_be_read_back_is_never_called_verified() {
    bench.online().send("set_command", 7);
    bench.scheduler.advance(2000);
    assertThat(bench.outcome())
        .isEqualTo(new Outcome.Applied(false, Optional.of(Decimal.of(7)), Optional.empty()));
  }

  /** FAULTS C12. */
  @Test
  void a_charger_that_clamps_gives_a_mismatch_with_what_it_kept() {
    bench.charger.clamp("set_point", 16);
    bench.online().send("set_point", 32);
    bench.scheduler.advance(2000);
    Outcome.Failed failed = (Outcome.Failed) bench.outcome();
    assertThat(failed.code()).isEqualTo(Code.MISMATCH);
    assertThat(failed.readback()).hasValue(Decimal.of(16));
    assertThat(bench.charger.writes("set_point")).hasSize(1);
    assertThat(bench.charger.writes("lifebit")).isEmpty();
  }

  @Test
  void a_readback_that_cannot_be_true_is_a_mismatch_too() {
    bench.charger.refresh(60_000).registers().put("set_point", 200);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.MISMATCH);
    assertThat(bench.charger.writes("lifebit")).isEmpty();
  }

  /** FAULTS C13. */
  @Test
  void an_exception_on_the_write_is_told_with_its_number_and_keeps_the_connection() {
    bench.charger.refuseWrite("set_point", 3);
    bench.online().send("set_point", 12);
    bench.scheduler.advance(2000);
    Outcome.Failed failed = (Outcome.Failed) bench.outcome();
    assertThat(failed.code()).isEqualTo(Code.DEVICE_EXCEPTION);
    assertThat(failed.modbus()).isEqualTo(OptionalInt.of(3));
    assertThat(bench.charger.dials()).isEqualTo(1);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void a_lost_answer_is_settled_by_reading_and_never_by_writing_again() {
    bench.online();
    bench.charger.loseAnswers(1);
    bench.send("set_point", 12);
    bench.scheduler.advance(9000);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
    assertThat(bench.charger.writes("set_point")).hasSize(1);
    assertThat(bench.charger.dials()).isEqualTo(2);
  }

  @Test
  void a_lost_answer_waits_for_a_register_that_shows_new_values_late() {
    bench.charger.refresh(1000);
    bench.online();
    bench.charger.loseAnswers(1);
    bench.send("set_point", 12);
    bench.scheduler.advance(2);
    bench.charger.cut();
    bench.scheduler.advance(9000);
    assertThat(bench.outcome()).isEqualTo(Bench.applied(12));
  }

  @Test
  void a_lost_answer_to_a_write_that_did_not_take_is_a_mismatch() {
    bench.charger.clamp("set_point", 10);
    bench.online();
    bench.charger.loseAnswers(1);
    bench.send("set_point", 12);
    bench.scheduler.advance(9000);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.MISMATCH);
    assertThat(bench.charger.writes("set_point")).hasSize(1);
  }

  @Test
  void a_lost_answer_that_nothing_settles_is_unknown_within_ten_seconds() {
    bench.online();
    bench.charger.hang(true);
    bench.send("set_point", 12);
    bench.scheduler.advance(10_000);
    Outcome.Unknown unknown = (Outcome.Unknown) bench.outcome();
    assertThat(unknown.code()).isEqualTo(Code.TIMEOUT);
    bench.charger.hang(false);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.acks()).hasSize(1);
  }

  @Test
  void a_lost_answer_with_no_session_afterwards_stays_unknown() {
    bench.charger.refresh(60_000).registers().put("set_point", 99);
    bench.online();
    bench.charger.loseAnswers(1);
    bench.send("set_point", 12);
    bench.scheduler.advance(10_000);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.TIMEOUT);
  }

  @Test
  void a_command_for_an_absent_charger_is_refused_at_once_and_never_written_later() {
    bench.charger.away(true);
    bench.begin().send("set_point", 12);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.OFFLINE);
    bench.charger.away(false);
    bench.scheduler.advance(120_000);
    assertThat(bench.lane.online()).isTrue();
    assertThat(bench.charger.writes()).isEmpty();
    assertThat(bench.sink.acks()).hasSize(1);
  }

  @Test
  void a_command_between_reconnect_and_first_poll_is_refused() {
    bench.online();
    bench.charger.cut();
    bench.scheduler.advance(1);
    bench.send("set_point", 12);
    assertThat(Bench.code(bench.outcome())).isEqualTo(Code.OFFLINE);
    bench.scheduler.advance(60_000);
    assertThat(bench.charger.writes()).isEmpty();
  }

  @Test
  void in_a_burst_the_newest_set_point_wins_and_the_replaced_say_so() {
    bench.online();
    for (int amps = 6; amps <= 15; amps++) {
      bench.send("set_point", amps);
    }
    bench.scheduler.advance(9000);
    assertThat(bench.charger.writes("set_point")).extracting(w -> w.value()).containsExactly(6, 15);
    assertThat(bench.sink.acks()).hasSize(10);
    assertThat(bench.sink.acks().stream().filter(a -> a.outcome() instanceof Outcome.Rejected))
        .hasSize(8)
        .allMatch(ack -> Bench.code(ack) == Code.SUPERSEDED);
    assertThat(bench.sink.acks().get(9).outcome()).isEqualTo(Bench.applied(15));
  }

  @Test
  void each_command_is_answered_within_ten_seconds_however_slow_the_charger_is() {
    for (int latency : new int[] {5, 90, 140, 400, 900}) {
      Bench slow = new Bench();
      slow.charger.latency(latency);
      slow.begin().scheduler.advance(20_000);
      for (int i = 0; i < 16; i++) {
        slow.send("degraded_set_point_tri", 6 + i);
      }
      slow.scheduler.advance(30_000);
      assertThat(slow.sink.acks()).as("latency %d", latency).hasSize(16);
      assertThat(slow.sink.acks()).as("latency %d", latency).allMatch(ack -> ack.ms() <= 10_000);
    }
  }

  /** FAULTS C05. */
  @Test
  void a_redelivery_is_one_write_and_the_same_answer_again() {
    bench.online();
    Command first = bench.send("set_point", 12);
    bench.scheduler.advance(2000);
    bench.send(first);
    bench.scheduler.advance(5000);
    assertThat(bench.charger.writes("set_point")).hasSize(1);
    assertThat(bench.sink.acks()).hasSize(2);
    assertThat(bench.sink.acks().get(1)).isEqualTo(bench.sink.acks().get(0));
  }

  /** FAULTS C05. */
  @Test
  void a_redelivery_before_the_answer_gets_it_too_and_is_not_written() {
    bench.online();
    Command first = bench.send("set_point", 12);
    bench.scheduler.advance(100);
    bench.send(first);
    bench.scheduler.advance(5000);
    assertThat(bench.charger.writes("set_point")).hasSize(1);
    assertThat(bench.sink.acks())
        .hasSize(2)
        .extracting(Ack::outcome)
        .containsOnly(Bench.applied(12));
  }

  @Test
  void a_redelivery_is_answered_where_its_own_message_asked_for_it() {
    bench.online();
    Command first = bench.send("set_point", 12);
    bench.scheduler.advance(2000);
    ReplyTo replyTo = new ReplyTo("clients/1/answers", Optional.empty());
    bench.send(first.delivered(new Command.Delivery(OptionalLong.empty(), Optional.of(replyTo))));
    bench.scheduler.advance(5000);
    assertThat(bench.charger.writes("set_point")).hasSize(1);
    assertThat(bench.sink.acks().get(0).replyTo()).isEmpty();
    assertThat(bench.sink.acks().get(1).replyTo()).hasValue(replyTo);
  }

  /** FAULTS C06. */
  @Test
  void an_id_with_another_body_is_refused_and_the_first_goes_on() {
    bench.online();
    Command first = bench.send("set_point", 12);
    Command.Value other = new Command.Number(BigDecimal.valueOf(13));
    bench.send(bench.command("set_point", other, first.id().get(), OptionalLong.empty()));
    assertThat(Bench.code(bench.outcome(0))).isEqualTo(Code.ID_REUSED);
    bench.scheduler.advance(5000);
    assertThat(bench.outcome(1)).isEqualTo(Bench.applied(12));
    assertThat(bench.charger.writes("set_point")).hasSize(1);
  }

  /** FAULTS R15. */
  @Test
  void a_flood_of_commands_is_taken_a_few_at_a_time_and_answered_whole() {
    bench.online();
    int before = bench.sink.acks().size();
    int[] answeredThen = new int[1];
    Command.Value amps = new Command.Number(BigDecimal.valueOf(99));
    for (int i = 0; i < 5000; i++) {
      bench.lane.command(bench.command("set_point", amps, "f" + i, OptionalLong.empty()));
    }
    bench.scheduler.execute(() -> answeredThen[0] = bench.sink.acks().size() - before);
    bench.scheduler.settle();
    assertThat(answeredThen[0]).as("overtaken, and one turn").isBetween(3900, 4100);
    assertThat(bench.sink.acks().size() - before).isEqualTo(5000);
    assertThat(bench.charger.writes()).isEmpty();
  }
}

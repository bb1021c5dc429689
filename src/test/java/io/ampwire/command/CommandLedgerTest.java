package io.ampwire.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.map.Decimal;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CommandLedgerTest {
  private static final Ack ACK =
      new Ack("set_point", Optional.of("a"), Outcome.rejected(Code.BUSY, ""), 1, 1);

  private final CommandLedger ledger = new CommandLedger();

  @Test
  void a_redelivery_gets_the_first_answer() {
    assertThat(ledger.arrive(command("a", 16))).isInstanceOf(CommandLedger.New.class);
    ledger.answered(command("a", 16), ACK);
    assertThat(ledger.arrive(command("a", 16))).isEqualTo(new CommandLedger.Answered(ACK));
  }

  @Test
  void redeliveries_before_the_answer_wait_for_it() {
    ledger.arrive(command("a", 16));
    assertThat(ledger.arrive(command("a", 16))).isInstanceOf(CommandLedger.Pending.class);
    assertThat(ledger.arrive(command("a", 16))).isInstanceOf(CommandLedger.Pending.class);
    assertThat(ledger.answered(command("a", 16), ACK)).isEqualTo(2);
    assertThat(ledger.answered(command("a", 16), ACK)).isZero();
  }

  /** FAULTS C06. */
  @Test
  void another_body_under_a_known_id_is_no_redelivery() {
    ledger.arrive(command("a", 16));
    assertThat(ledger.arrive(command("a", 17))).isInstanceOf(CommandLedger.Reused.class);
    ledger.answered(command("a", 16), ACK);
    assertThat(ledger.arrive(command("a", 17))).isInstanceOf(CommandLedger.Reused.class);
    assertThat(ledger.arrive(command("b", 17))).isInstanceOf(CommandLedger.New.class);
  }

  @Test
  void commands_without_id_are_always_new() {
    assertThat(ledger.arrive(command(null, 16))).isInstanceOf(CommandLedger.New.class);
    assertThat(ledger.answered(command(null, 16), ACK)).isZero();
    assertThat(ledger.arrive(command(null, 16))).isInstanceOf(CommandLedger.New.class);
  }

  @Test
  void a_flood_of_ids_is_forgotten_oldest_first() {
    for (int i = 0; i < 100_000; i++) {
      ledger.arrive(command("id" + i, 16));
    }
    assertThat(ledger.arrive(command("id99999", 16))).isInstanceOf(CommandLedger.Pending.class);
    assertThat(ledger.arrive(command("id0", 16))).isInstanceOf(CommandLedger.New.class);
  }

  /** FAULTS R16. */
  @Test
  void an_id_of_one_controller_says_nothing_about_the_same_id_of_another() {
    ledger.arrive(command("a", 16, "ems-2"));
    ledger.answered(command("a", 16, "ems-2"), ACK);
    assertThat(ledger.arrive(command("a", 6, "ems-1"))).isInstanceOf(CommandLedger.New.class);
    assertThat(ledger.arrive(command("a", 16, "ems-2"))).isEqualTo(new CommandLedger.Answered(ACK));
  }

  /** FAULTS R16. */
  @Test
  void refusals_push_out_nothing_that_was_executed() {
    Ack applied =
        new Ack(
            "set_point",
            Optional.of("a"),
            new Outcome.Applied(true, Optional.of(Decimal.of(16)), Optional.of(Decimal.of(16))),
            1,
            1);
    ledger.arrive(command("a", 16, "ems-1"));
    ledger.answered(command("a", 16, "ems-1"), applied);
    for (int i = 0; i < 10_000; i++) {
      ledger.arrive(command("r" + i, 99, "ems-1"));
      ledger.answered(command("r" + i, 99, "ems-1"), ACK);
    }
    assertThat(ledger.arrive(command("a", 16, "ems-1")))
        .isEqualTo(new CommandLedger.Answered(applied));
  }

  private static Command command(String id, long value) {
    return command(id, value, null);
  }

  private static Command command(String id, long value, String by) {
    OptionalLong none = OptionalLong.empty();
    return new Command(
        "set_point",
        new Command.Number(BigDecimal.valueOf(value)),
        Optional.ofNullable(id),
        none,
        none,
        none,
        Optional.ofNullable(by),
        false,
        0,
        0);
  }
}

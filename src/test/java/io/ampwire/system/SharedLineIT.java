package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many chargers on one line, served by pymodbus: each gets and says what is its own. */
@Timeout(60)
class SharedLineIT {
  private static final int BAUD = 57_600;
  private static final long TWICE_THE_PERIOD = 4000;

  /** FAULTS W27. */
  @Test
  void thirty_one_chargers_on_a_serial_line_are_polled_and_kept_alive_without_a_mix_up()
      throws Exception {
    try (SharedLine line = SharedLine.serial(31, BAUD)) {
      await("all answer").atMost(Duration.ofSeconds(10)).until(() -> line.online() == 31);
      line.command();
      await("all are controlled")
          .atMost(Duration.ofSeconds(10))
          .until(() -> line.seen().applied() == 2 * 31);
      int before = line.seen().fewestDocuments();
      await("ten polls of each")
          .atMost(Duration.ofSeconds(20))
          .until(() -> line.seen().fewestDocuments() >= before + 10);

      LineReport.print("serial, 31 units, " + BAUD + " baud", line);
      LineReport.assertRight(line, 31, TWICE_THE_PERIOD);
    }
  }

  /** FAULTS W27. */
  @Test
  void chargers_behind_a_serial_server_are_polled_and_kept_alive_without_a_mix_up()
      throws Exception {
    try (SharedLine line = SharedLine.overTcp(8, BAUD)) {
      await("all answer").atMost(Duration.ofSeconds(10)).until(() -> line.online() == 8);
      line.command();
      await("all are controlled")
          .atMost(Duration.ofSeconds(10))
          .until(() -> line.seen().applied() == 2 * 8);
      int before = line.seen().fewestDocuments();
      await("six polls of each")
          .atMost(Duration.ofSeconds(15))
          .until(() -> line.seen().fewestDocuments() >= before + 6);

      LineReport.print("RTU over TCP, 8 units, " + BAUD + " baud", line);
      LineReport.assertRight(line, 8, TWICE_THE_PERIOD);
    }
  }

  /** FAULTS W26. */
  @Test
  void an_adapter_that_is_pulled_out_and_plugged_in_again_is_opened_again() throws Exception {
    try (SharedLine line = SharedLine.serial(2, BAUD)) {
      await("both answer").atMost(Duration.ofSeconds(10)).until(() -> line.online() == 2);

      line.unplug();
      await("both are offline").atMost(Duration.ofSeconds(15)).until(() -> line.online() == 0);
      line.plug();
      line.serveAgain(BAUD);

      await("both answer again").atMost(Duration.ofSeconds(35)).until(() -> line.online() == 2);
      assertThat(line.seen().mixedUp()).isEmpty();
    }
  }
}

package io.ampwire.system;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Thirty-one chargers on one line at one poll per second each, for long: {@code mvn -Psoak verify
 * -Dit.test=SharedLineSoak -Dsoak.minutes=10}.
 */
class SharedLineSoak {
  private static final long MINUTES = Long.getLong("soak.minutes", 20);
  private static final int UNITS = 31;
  private static final int BAUD = 57_600;
  private static final long TWICE_THE_PERIOD = 4000;

  /** FAULTS W27. */
  @Test
  void thirtyOneChargersOnASerialLineAreKeptAliveForLongWithoutAMixUp() throws Exception {
    try (SharedLine line = SharedLine.serial(UNITS, BAUD)) {
      soak("serial", line);
    }
  }

  /** FAULTS W27. */
  @Test
  void thirtyOneChargersBehindASerialServerAreKeptAliveForLongWithoutAMixUp() throws Exception {
    try (SharedLine line = SharedLine.overTcp(UNITS, BAUD)) {
      soak("RTU over TCP", line);
    }
  }

  private static void soak(String way, SharedLine line) {
    await("all answer").atMost(Duration.ofSeconds(10)).until(() -> line.online() == UNITS);
    line.command();
    await("the time is over")
        .atMost(Duration.ofMinutes(2 * MINUTES))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> line.seen().fewestDocuments() >= TimeUnit.MINUTES.toSeconds(MINUTES));

    LineReport.print("%s, %d units, %d baud, %d min".formatted(way, UNITS, BAUD, MINUTES), line);
    LineReport.assertRight(line, UNITS, TWICE_THE_PERIOD);
  }
}

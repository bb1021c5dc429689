package io.ampwire.faults;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.demo.WriteLog;
import io.ampwire.map.ControlMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More commands for one charger than it could ever be told. */
@Timeout(60)
class FloodTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int COMMANDS = 10_000;
  private static final int SPEED = 10;
  private static final int LIFEBIT = 4000;
  private static final int SET_POINT = 4004;
  private static final int DEGRADED = 4006;
  private static final Permissions CONTROL =
      new Permissions(
          ControlMode.STANDING,
          OptionalLong.of(32),
          Duration.ofMinutes(10),
          Set.of("degraded_set_point_tri"),
          false,
          false);

  private final VirtualCharger device = Maps.charging();
  private final ModbusServer charger = WIRE.charger(device);
  private final Rig rig =
      WIRE.rig(
          charger,
          WIRE.options()
              .permissions(CONTROL)
              .poll(Duration.ofSeconds(1))
              .timeout(Duration.ofSeconds(2 * SPEED))
              .speed(SPEED));

  /** FAULTS C08 and C09. */
  @Test
  void isAnsweredOneByOneWrittenInItsOrderAndStarvesNeitherPollsNorLifebit() {
    Wire.soon().until(rig::online);
    rig.setPoint(9, "first");
    Wire.soon().until(() -> charger.writes().of(LIFEBIT).size() >= 2);
    int beats = charger.writes().of(LIFEBIT).size();
    int polls = rig.tally().polls();

    long begun = System.nanoTime();
    IntStream.range(0, COMMANDS).forEach(this::command);
    Wire.within(Duration.ofSeconds(30)).until(() -> rig.said().acks().size() > COMMANDS);
    Wire.soon().until(() -> charger.writes().of(LIFEBIT).size() >= beats + 5);

    Map<String, List<Ack>> answers =
        rig.said().acks().stream().collect(groupingBy(ack -> ack.id().orElseThrow()));
    assertThat(answers).hasSize(COMMANDS + 1);
    assertThat(answers.values()).allMatch(ofOne -> ofOne.size() == 1);
    assertThat(rig.said().acks()).allMatch(FloodTest::appliedOrTooMuch);
    assertThat(written(SET_POINT)).startsWith(9).hasSizeBetween(2, COMMANDS / 10);
    assertThat(written(SET_POINT).subList(1, written(SET_POINT).size()))
        .as("applied, in the order of arrival")
        .isEqualTo(applied(answers, 1));
    assertThat(written(DEGRADED)).isEqualTo(applied(answers, 0));
    assertThat(answers.get("c" + (COMMANDS - 1)).get(0).outcome())
        .as("the newest set point")
        .isInstanceOf(Outcome.Applied.class);
    assertThat(device.setPoint()).isEqualTo(amps(COMMANDS - 1));
    assertThat(rig.tally().polls()).isGreaterThan(polls + 2);
    assertThat(rig.tally().failedPolls()).isZero();
    assertThat(longestGap(begun))
        .as("a beat is due each fifth of a second")
        .isLessThan(Stalls.allowing(Duration.ofSeconds(1), begun));
  }

  private void command(int i) {
    rig.command(i % 2 == 1 ? "set_point" : "degraded_set_point_tri", amps(i), "c" + i);
  }

  private static int amps(int i) {
    return 6 + i * 7 % 27;
  }

  private static boolean appliedOrTooMuch(Ack ack) {
    return ack.outcome() instanceof Outcome.Applied
        || ack.outcome() instanceof Outcome.Rejected rejected
            && (rejected.code() == Code.BUSY || rejected.code() == Code.SUPERSEDED);
  }

  /** What was answered with "applied", in the order in which it was sent. */
  private static List<Integer> applied(Map<String, List<Ack>> answers, int odd) {
    return IntStream.range(0, COMMANDS)
        .filter(i -> i % 2 == odd)
        .filter(i -> answers.get("c" + i).get(0).outcome() instanceof Outcome.Applied)
        .map(FloodTest::amps)
        .boxed()
        .toList();
  }

  private List<Integer> written(int address) {
    return charger.writes().of(address).stream().map(WriteLog.Entry::value).toList();
  }

  private Duration longestGap(long since) {
    long[] at =
        charger.writes().of(LIFEBIT).stream()
            .mapToLong(WriteLog.Entry::nanoTime)
            .filter(time -> time - since > 0)
            .toArray();
    return Duration.ofNanos(
        IntStream.range(1, at.length).mapToLong(i -> at[i] - at[i - 1]).max().orElseThrow());
  }
}

package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ScriptedCharger.Written;
import io.ampwire.command.Ack;
import io.ampwire.map.ControlMode;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands and faults in any order; what must hold whatever comes, by the charger's own log. */
class ControlFuzzTest {
  private static final int SET_POINT = 4004;
  private static final int LIFEBIT = 4000;
  private static final int ROUNDS = 150;

  @ParameterizedTest
  @ValueSource(strings = {"LEASED", "STANDING"})
  void whatever_happens_each_command_is_answered_once_and_silence_follows_a_release(String mode) {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      Bench bench = new Bench();
      bench.mode = ControlMode.valueOf(mode);
      bench.intents = new FakeIntents();
      bench.spread = random.nextBoolean() ? Duration.ofSeconds(3) : Duration.ZERO;
      bench.charger.latency(1 + random.nextInt(120)).refresh(random.nextBoolean() ? 0 : 1000);
      bench.begin().scheduler.advance(5000);
      int commands = 0;
      for (int step = 0; step < 80; step++) {
        commands += act(bench, random);
        bench.scheduler.advance(random.nextInt(random.nextInt(6) == 0 ? 30_000 : 1500));
      }
      bench.charger.away(false).refuseWrite("set_point", 0).hang(false);
      bench.findBroker();
      bench.scheduler.advance(60_000);
      bench.send("control", "release");
      bench.scheduler.advance(1000);
      assertAnswers(bench.sink.acks(), commands + 1, seed);
      assertBeats(bench.charger, seed);
      bench.charger.forget();
      bench.scheduler.advance(Duration.ofMinutes(5));
      assertThat(bench.charger.writes()).as("seed %d, after the release", seed).isEmpty();
    }
  }

  private static int act(Bench bench, Random random) {
    switch (random.nextInt(13)) {
      case 0, 1, 2, 3 -> {
        return command(bench, random);
      }
      case 4 -> bench.charger.cut();
      case 5 -> bench.charger.away(true);
      case 6, 7 -> bench.charger.away(false);
      case 8 -> bench.charger.registers().put("set_point", 6 + random.nextInt(27));
      case 9 -> bench.charger.loseAnswers(1);
      case 10 -> bench.charger.refuseWrite("set_point", random.nextBoolean() ? 4 : 0);
      case 11 -> bench.charger.registers().put("ev_state", random.nextBoolean() ? 2 : 8);
      default -> {
        if (random.nextBoolean()) {
          bench.loseBroker();
        } else {
          bench.findBroker();
        }
      }
    }
    return 0;
  }

  private static int command(Bench bench, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> bench.send("control", random.nextInt(4) == 0 ? "release" : "renew");
      case 1 -> bench.send("degraded_set_point_mono", 6 + random.nextInt(10));
      default -> bench.send("set_point", 6 + random.nextInt(27));
    }
    return 1;
  }

  private static void assertAnswers(List<Ack> acks, int commands, int seed) {
    assertThat(acks).as("seed %d", seed).hasSize(commands);
    assertThat(acks).as("seed %d", seed).allMatch(ack -> ack.ms() <= 10_000);
    assertThat(acks.stream().map(Ack::id).distinct().count()).isEqualTo(commands);
  }

  /** On each connection the set point is written or read before the first beat. */
  private static void assertBeats(ScriptedCharger charger, int seed) {
    for (Written beat : charger.writes("lifebit")) {
      assertThat(beat.value()).isEqualTo(1);
      long dialled =
          charger.dialled().stream()
              .filter(at -> at <= beat.at())
              .reduce((a, b) -> b)
              .orElseThrow();
      boolean written =
          charger.writes().stream()
              .anyMatch(w -> w.address() == SET_POINT && w.at() >= dialled && w.at() <= beat.at());
      boolean read =
          charger.reads().stream()
              .anyMatch(
                  r ->
                      r.at() >= dialled
                          && r.at() <= beat.at()
                          && r.start() <= SET_POINT
                          && r.start() + r.count() > SET_POINT);
      assertThat(written || read).as("seed %d, beat at %d", seed, beat.at()).isTrue();
    }
    assertThat(charger.writes())
        .as("seed %d", seed)
        .allMatch(w -> w.address() == LIFEBIT || w.value() >= 6 && w.value() <= 32);
  }
}

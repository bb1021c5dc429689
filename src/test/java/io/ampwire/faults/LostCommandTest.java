package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Outcome;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.WriteLog;
import io.ampwire.map.Decimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands on the wire, for chargers that are away, or go away meanwhile. */
@Timeout(30)
class LostCommandTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int SET_POINT = 4004;
  private static final byte WRITE = 6;
  private static final long SEED = 11;

  /** Ways for a charger to be away. */
  enum Absence {
    REFUSED {
      @Override
      void begin(FaultProxy proxy) {
        proxy.refuse();
        proxy.reset();
      }
    },
    ACCEPTED_AND_RESET {
      @Override
      void begin(FaultProxy proxy) {
        proxy.acceptThenReset();
        proxy.reset();
      }
    },
    HALF_OPEN {
      @Override
      void begin(FaultProxy proxy) {
        proxy.toCharger().blackhole();
        proxy.toBridge().blackhole();
      }
    };

    abstract void begin(FaultProxy proxy);
  }

  /** FAULTS C10. */
  @ParameterizedTest
  @EnumSource
  void refusesACommandForAnAbsentChargerAtOnceAndNeverWritesItLater(Absence absence) {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    Rig rig = WIRE.rig(proxy, WIRE.options().control().timeout(Duration.ofMillis(150)));
    Wire.soon().until(rig::online);
    absence.begin(proxy);
    Wire.soon().until(() -> !rig.online());

    long begun = System.nanoTime();
    rig.setPoint(16, "c10");
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(Stalls.allowing(Duration.ofSeconds(1), begun));
    assertThat(code(rig.said().acks().get(0))).isEqualTo(Code.OFFLINE);
    proxy.heal();
    Wire.soon().until(rig::online);
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);
    assertThat(charger.writes().entries()).isEmpty();
    assertThat(rig.said().acks()).hasSize(1);
  }

  /** FAULTS C10. */
  @Test
  void aCommandThatWaitedForItsTurnWhenTheConnectionBrokeIsNeverWritten() {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    Rig rig = WIRE.rig(proxy, WIRE.options().control());
    Wire.soon().until(rig::online);
    proxy.toCharger().blackhole();
    int seen = proxy.toCharger().seen();
    Wire.soon().until(() -> proxy.toCharger().seen() > seen);

    rig.setPoint(31, "c10");
    rig.drain();
    proxy.reset();
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    assertThat(code(rig.said().acks().get(0))).isEqualTo(Code.OFFLINE);
    proxy.heal();
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);
    assertThat(charger.writes().entries()).isEmpty();
  }

  /** FAULTS C11. */
  @Test
  void aWriteWhoseAnswerIsLostIsWrittenOnceAndEndsByReadback() {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    Rig rig = WIRE.rig(proxy, WIRE.options().control().timeout(Duration.ofMillis(300)));
    Wire.soon().until(rig::online);
    proxy.toBridge().swallow(answer -> answer[7] == WRITE);

    rig.setPoint(20, "c11");
    Wire.soon().until(() -> charger.writes().of(SET_POINT).size() == 1);
    Wire.soon().until(() -> rig.tally().connections() == 2);
    proxy.heal();
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    assertThat(rig.said().acks().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.verified()).isTrue();
              assertThat(applied.readback()).hasValue(Decimal.of(20));
            });
    assertWrittenOnce(charger, rig, 20);
  }

  /** FAULTS C11. */
  @Test
  void aWriteThatNeverReachedTheChargerIsNotRepeated() {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    Rig rig = WIRE.rig(proxy, WIRE.options().control().timeout(Duration.ofMillis(300)));
    Wire.soon().until(rig::online);
    proxy.toCharger().swallow(request -> request[7] == WRITE);

    rig.setPoint(20, "c11");
    Wire.soon().until(() -> rig.tally().connections() == 2);
    proxy.heal();
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    assertThat(rig.said().acks().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(Code.MISMATCH);
              assertThat(failed.readback()).hasValue(Decimal.of(16));
            });
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);
    assertThat(charger.writes().entries()).isEmpty();
  }

  /** FAULTS C11. */
  @Test
  void aWriteThatNobodyCanReadBackIsUnknownWithinTenSeconds() {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    Rig.Options fast = WIRE.options().control().speed(5).poll(Duration.ofMillis(500));
    Rig rig = WIRE.rig(proxy, fast.timeout(Duration.ofSeconds(1)));
    Wire.soon().until(rig::online);
    proxy.toBridge().swallow(answer -> answer[7] == WRITE);

    rig.setPoint(20, "c11");
    Wire.soon().until(() -> charger.writes().of(SET_POINT).size() == 1);
    proxy.toBridge().blackhole();
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    Ack ack = rig.said().acks().get(0);
    assertThat(ack.outcome())
        .isInstanceOfSatisfying(
            Outcome.Unknown.class, unknown -> assertThat(unknown.code()).isEqualTo(Code.TIMEOUT));
    assertThat(ack.ms()).isLessThanOrEqualTo(10_000);
    proxy.heal();
    Wire.soon().until(rig::online);
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);
    assertThat(charger.writes().of(SET_POINT)).hasSize(1);
  }

  /** FAULTS C11. */
  @Test
  void whateverBreaksARefusedCommandIsNeverWrittenAndALostOneNotTwice() {
    ModbusServer charger = WIRE.charger(Maps.charging());
    FaultProxy proxy = WIRE.proxy(charger);
    Rig.Options fast = WIRE.options().control().speed(4).poll(Duration.ofMillis(200));
    Rig rig = WIRE.rig(proxy, fast.timeout(Duration.ofMillis(800)));
    Wire.soon().until(rig::online);
    Random random = new Random(SEED);
    List<Integer> amps = IntStream.rangeClosed(6, 32).boxed().toList();

    for (int value : amps) {
      disturb(proxy, random.nextInt(5));
      rig.setPoint(value, "v" + value);
      int wanted = value - 5 - random.nextInt(2);
      Wire.within(Duration.ofSeconds(12)).until(() -> rig.said().acks().size() >= wanted);
      proxy.heal();
    }
    Wire.within(Duration.ofSeconds(12)).until(() -> rig.said().acks().size() == amps.size());
    Wire.soon().until(rig::online);
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);

    for (int value : amps) {
      List<WriteLog.Entry> written =
          charger.writes().of(SET_POINT).stream().filter(e -> e.value() == value).toList();
      Outcome outcome = rig.said().acks("v" + value).get(0).outcome();
      assertThat(rig.said().acks("v" + value)).as("answers to %d A", value).hasSize(1);
      if (outcome instanceof Outcome.Rejected) {
        assertThat(written).as("%d A ended %s", value, outcome).isEmpty();
      } else if (outcome instanceof Outcome.Applied) {
        // Again after a reconnect, because control is held with it.
        assertThat(written).as("%d A ended %s", value, outcome).isNotEmpty();
      } else {
        assertThat(written).as("%d A ended %s", value, outcome).hasSizeLessThan(2);
      }
    }
    assertThat(rig.said().acks()).anyMatch(ack -> ack.outcome() instanceof Outcome.Applied);
    assertThat(rig.said().acks()).anyMatch(ack -> !(ack.outcome() instanceof Outcome.Applied));
  }

  private static void disturb(FaultProxy proxy, int how) {
    switch (how) {
      case 0 -> proxy.reset();
      case 1 -> proxy.toBridge().swallow(answer -> answer[7] == WRITE);
      case 2 -> proxy.toCharger().swallow(request -> request[7] == WRITE);
      case 3 -> proxy.toBridge().cutAfter(20, Ending.RESET);
      default -> {} // In peace.
    }
  }

  private static void assertWrittenOnce(ModbusServer charger, Rig rig, int value) {
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 5);
    assertThat(charger.writes().of(SET_POINT))
        .singleElement()
        .satisfies(entry -> assertThat(entry.value()).isEqualTo(value));
  }

  private static Code code(Ack ack) {
    return ((Outcome.Rejected) ack.outcome()).code();
  }
}

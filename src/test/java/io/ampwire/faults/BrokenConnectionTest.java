package io.ampwire.faults;

import static io.ampwire.link.ModbusResponse.Reason.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that end in the middle of things. */
@Timeout(30)
class BrokenConnectionTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final Duration DEADLINE = Duration.ofSeconds(8);
  private static final Duration PROMPT = Duration.ofSeconds(1);
  private static final int LENGTH = 11;
  private static final int ROUNDS = 15;
  private static final ModbusRequest EV_STATE = new ModbusRequest.Read(255, 3, 1, 1);

  /** FAULTS W13. */
  @ParameterizedTest
  @EnumSource
  void failsTheRequestAtOnceWhereverItsAnswerIsCut(Ending ending) {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    for (int bytes = 0; bytes <= LENGTH; bytes++) {
      proxy.toBridge().clear();
      try (Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE))) {
        Wire.soon().until(() -> rig.tally().connections() == 1);
        proxy.toBridge().cutAfter(bytes, ending);

        long begun = System.nanoTime();
        ModbusResponse answer = rig.ask(EV_STATE).join();

        assertThat(Duration.ofNanos(System.nanoTime() - begun))
            .as("cut after %d", bytes)
            .isLessThan(Stalls.allowing(PROMPT, begun));
        if (bytes < LENGTH) {
          assertThat(answer).as("cut after %d", bytes).isInstanceOf(ModbusResponse.Failed.class);
          assertThat(((ModbusResponse.Failed) answer).reason()).isEqualTo(LOST);
          assertThat(((ModbusResponse.Failed) answer).sent()).isTrue();
        } else if (ending == Ending.FIN) {
          assertThat(answer).isInstanceOf(ModbusResponse.Registers.class);
        }
        if (bytes < LENGTH || ending == Ending.RESET) {
          Wire.soon().until(() -> !rig.link().isUp() || rig.tally().connections() == 2);
        } else {
          Wire.soon().until(() -> proxy.open() == 0);
          rig.ask(EV_STATE).join();
          assertThat(rig.tally().connections()).as("dialled again when asked").isEqualTo(2);
        }
      }
    }
  }

  /** FAULTS W13. */
  @ParameterizedTest
  @EnumSource
  void failsTheRequestAtOnceWhenItIsCutItself(Ending ending) {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE));
    Wire.soon().until(() -> rig.tally().connections() == 1);
    proxy.toCharger().cutAfter(5, ending);

    long begun = System.nanoTime();
    ModbusResponse answer = rig.ask(EV_STATE).join();

    assertThat(Duration.ofNanos(System.nanoTime() - begun))
        .isLessThan(Stalls.allowing(PROMPT, begun));
    assertThat(((ModbusResponse.Failed) answer).reason()).isEqualTo(LOST);
  }

  /** FAULTS W13. */
  @Test
  void failsTheRequestAtOnceWhenTheChargerEndsItsHalf() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE));
    Wire.soon().until(() -> rig.tally().connections() == 1 && proxy.open() == 1);
    proxy.toBridge().blackhole();
    CompletableFuture<ModbusResponse> answer = rig.ask(EV_STATE);
    Wire.soon().until(() -> proxy.toBridge().seen() == 1);

    proxy.toBridge().halfClose();

    assertThat(answer.orTimeout(PROMPT.toMillis(), TimeUnit.MILLISECONDS).join())
        .isInstanceOfSatisfying(
            ModbusResponse.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(LOST));
  }

  @Test
  void failsWhatWaitsForItsTurnAsNeverSent() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE));
    Wire.soon().until(() -> rig.tally().connections() == 1 && proxy.open() == 1);
    proxy.toCharger().blackhole();
    CompletableFuture<ModbusResponse> first = rig.ask(EV_STATE);
    CompletableFuture<ModbusResponse> second = rig.ask(EV_STATE);
    Wire.soon().until(() -> proxy.toCharger().seen() == 1);

    proxy.reset();

    assertThat(((ModbusResponse.Failed) first.orTimeout(1, TimeUnit.SECONDS).join()).sent())
        .isTrue();
    assertThat(((ModbusResponse.Failed) second.orTimeout(1, TimeUnit.SECONDS).join()).sent())
        .isFalse();
  }

  @Test
  void callsARequestLostWhoseConnectionWasClosedUnderIt() {
    CompletableFuture<ModbusResponse> answer = new CompletableFuture<>();
    ModbusServer charger = WIRE.charger(Maps.charging());
    Rig.Options options = WIRE.options().linkOnly();
    Rig rig = WIRE.rig(charger, options.dialer(real -> (at, closed) -> dial(real, at, answer)));
    Wire.soon().until(() -> rig.tally().connections() == 1 && charger.connections() == 1);

    charger.dropClients();

    assertThat(answer.orTimeout(5, TimeUnit.SECONDS).join())
        .isInstanceOfSatisfying(
            ModbusResponse.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(LOST));
  }

  /** FAULTS W17. */
  @Test
  void neverHasTwoConnectionsAtOnceHoweverTheyEnd() {
    ModbusServer charger = WIRE.charger(Maps.charging(), ServerOptions.defaults().withClients(1));
    Rig.Options options = WIRE.options().speed(4).poll(Duration.ofMillis(200));
    Rig rig = WIRE.rig(charger, options.timeout(Duration.ofSeconds(1)));
    Wire.soon().until(rig::online);

    for (int round = 1; round <= ROUNDS; round++) {
      int connections = rig.tally().connections();
      if (round % 3 == 0) {
        charger.hang();
      } else {
        charger.dropClients();
      }
      Wire.soon().until(() -> rig.tally().connections() > connections);
      charger.resume();
      int polls = rig.tally().polls();
      Wire.soon().until(() -> rig.tally().polls() > polls);
    }

    assertThat(rig.tally().connections()).isGreaterThan(ROUNDS);
    assertThat(charger.connectionsMost()).isOne();
    assertThat(charger.connectionsRefused()).isZero();
  }

  /** A connection on which something is asked in the very moment of its end. */
  private static CompletionStage<ModbusDialer.Socket> dial(
      ModbusDialer real, ModbusDialer.Endpoint at, CompletableFuture<ModbusResponse> answer) {
    AtomicReference<ModbusDialer.Socket> connection = new AtomicReference<>();
    return real.dial(at, why -> connection.get().request(EV_STATE, answer::complete))
        .whenComplete((opened, failure) -> connection.set(opened));
  }
}

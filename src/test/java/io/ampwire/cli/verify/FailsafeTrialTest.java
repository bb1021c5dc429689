package io.ampwire.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.demo.Car;
import io.ampwire.demo.MapDevice;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.faults.Wire;
import io.ampwire.format.MapReader;
import io.ampwire.link.ModbusDialer;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rehearsal of a fallback over real sockets, in each keep-alive scheme. */
@Timeout(30)
class FailsafeTrialTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);

  @AfterEach
  void stopTheClock() {
    clock.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ scheme: write-constant, point: alive, value: 1, period: 200ms }",
        "{ scheme: write-timeout, point: timeout, value: 1, period: 200ms }",
        "{ scheme: rewrite-set-point, point: set_point, period: 200ms }",
        "{ scheme: any-traffic, period: 200ms }"
      })
  void without_its_keep_alive_the_device_goes_to_its_fallback_current(String scheme)
      throws InterruptedException {
    Check check = run(scheme);
    assertThat(check.aspect()).isEqualTo(Aspect.FALLBACK);
    assertThat(check.outcome()).as(check.detail()).isEqualTo(Check.Outcome.CONFIRMED);
    assertThat(check.detail()).contains("fallback 8 A");
  }

  private Check run(String scheme) throws InterruptedException {
    RegisterMap map = map(scheme);
    MapDevice device = new MapDevice(map);
    device.charge(new Car(16, 1_000_000));
    device.tick(Duration.ofSeconds(10));
    ModbusServer server =
        WIRE.charger(
            device, ServerOptions.defaults().withUnits(device.units().toArray(Integer[]::new)));
    clock.scheduleAtFixedRate(
        () -> device.tick(Duration.ofMillis(20)), 20, 20, TimeUnit.MILLISECONDS);
    ModbusDialer.Endpoint endpoint = new ModbusDialer.Endpoint("127.0.0.1", server.port());
    try (ModbusSession wire = ModbusSession.alone(endpoint, Duration.ofSeconds(2), Duration.ZERO)) {
      return new FailsafeTrial(
              wire,
              map,
              map.link().unit(),
              WordOrder.HIGH_WORD_FIRST,
              Duration.ofSeconds(8),
              new PrintWriter(new StringWriter()))
          .every(Duration.ofMillis(100))
          .run(map.lifebit().orElseThrow());
    }
  }

  private static RegisterMap map(String scheme) {
    String text =
        """
        schema: 1
        id: trial
        title: A trial
        revision: 1
        licence: Apache-2.0
        sources: [{ mark: DOC, kind: document, title: None }]
        link: { unit: 1, word-order: high-word-first }
        lifebit: %s
        fail-safe: { points: [safe], timeout: 1s, timeout-point: watched }
        set-point: { point: set_point, pause: 0 }
        vehicle: { point: ev_state, absent: [0], charging: [2], currents: [current_phase_1] }
        points:
          - { name: ev_state, address: 1, type: U16, labels: { 0: absent, 2: charging }, sources: [DOC] }
          - { name: current_phase_1, address: 2, type: U16, scale: 0.1, unit: A, sources: [DOC] }
          - { name: set_point, address: 10, type: U16, unit: A, access: read-write, write: { range: { min: 6, max: 32 }, also: [0], capped: true }, sources: [DOC] }
          - { name: safe, address: 20, type: U16, unit: A, sources: [DOC] }
          - { name: timeout, address: 30, type: U16, unit: s, access: %s, sources: [DOC] }
          - { name: watched, address: 40, type: U16, unit: s, sources: [DOC] }
          - { name: alive, address: 50, type: U16, access: %s, sources: [DOC] }
        """
            .formatted(
                scheme,
                scheme.contains("write-timeout") ? "write" : "read",
                scheme.contains("write-constant") ? "read-write" : "read");
    if (MapReader.read("trial.yaml", text) instanceof MapReader.Parsed parsed) {
      return parsed.map();
    }
    throw new IllegalArgumentException(MapReader.read("trial.yaml", text).toString());
  }
}

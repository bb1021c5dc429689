package io.ampwire.faults;

import static io.ampwire.charger.ChargerEvent.Type.CONTROL_LOST;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Permissions;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.map.ControlMode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A controller that says nothing any more, in front of a charger that watches its lifebit. */
@Timeout(30)
class ExpiredLeaseTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int SPEED = 20;
  private static final int LIFEBIT = 4000;
  private static final int SET_POINT = 4004;
  private static final int DEGRADED = 8;
  private static final Permissions LEASED =
      new Permissions(
          ControlMode.LEASED, OptionalLong.of(32), Duration.ofSeconds(30), Set.of(), false, false);

  private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);

  @AfterEach
  void stopTheClock() {
    clock.shutdownNow();
  }

  /** FAULTS S02. */
  @Test
  void leavesTheChargerToItsOwnFallbackAndWritesNothingMore() {
    VirtualCharger device =
        new VirtualCharger(
            ChargerOptions.threePhase("bay-01")
                .withNinetyNine(false)
                .withLifebitTimeout(Duration.ofSeconds(10)));
    ModbusServer charger = WIRE.charger(device);
    clock.scheduleAtFixedRate(
        () -> device.tick(Duration.ofMillis(10 * SPEED)), 10, 10, TimeUnit.MILLISECONDS);
    Rig rig =
        WIRE.rig(
            charger,
            WIRE.options()
                .permissions(LEASED)
                .poll(Duration.ofSeconds(1))
                .timeout(Duration.ofSeconds(2 * SPEED))
                .speed(SPEED));
    Wire.soon().until(rig::online);

    rig.setPoint(12, "s02");
    Wire.soon().until(() -> charger.writes().of(LIFEBIT).size() >= 3);
    assertThat(device.limit()).isEqualTo(12);
    Wire.soon().until(device::fellBack);

    assertThat(device.limit()).isEqualTo(DEGRADED);
    assertThat(rig.said().events(CONTROL_LOST))
        .singleElement()
        .satisfies(event -> assertThat(event.details()).containsEntry("reason", "lease_expired"));
    List<Integer> written = charger.writes().entries().stream().map(e -> e.address()).toList();
    assertThat(written).startsWith(SET_POINT, LIFEBIT);
    assertThat(written.subList(1, written.size())).containsOnly(LIFEBIT);
    assertThat(written).as("beats of 30 s").hasSizeBetween(4, 17);
    int polls = rig.tally().polls();
    Wire.soon().until(() -> rig.tally().polls() >= polls + 20);
    assertThat(charger.writes().entries()).as("after the end").hasSize(written.size());
  }
}

package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.command.Outcome;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.RequestStatus;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.map.Decimal;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lost answers with registers that do not say at once what was written. */
@Timeout(30)
class SlowRegisterTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int SET_POINT = 4004;
  private static final byte READ = 3;
  private static final byte WRITE = 6;

  /** FAULTS C11. */
  @Test
  void aLostWriteIsNotCalledFailedBeforeTheRegisterHadItsTime() {
    ModbusServer charger = WIRE.charger(new Lagging(Maps.charging().image()));
    FaultProxy proxy = WIRE.proxy(charger);
    Rig rig = WIRE.rig(proxy, WIRE.options().control());
    Wire.soon().until(rig::online);
    proxy
        .toBridge()
        .swallow(
            answer -> {
              if (answer[7] == WRITE) {
                proxy.reset();
              }
              return answer[7] == WRITE;
            });

    rig.setPoint(20, "c11");
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    assertThat(rig.said().acks().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> assertThat(applied.readback()).hasValue(Decimal.of(20)));
    assertThat(charger.writes().of(SET_POINT)).hasSize(1);
  }

  @Test
  void aConfirmedWriteIsAppliedThoughItsReadbackWasLostAndTheRegisterSaysNothing() {
    VirtualCharger free = new VirtualCharger(ChargerOptions.threePhase("bay-01"));
    ModbusServer charger = WIRE.charger(free);
    FaultProxy proxy = WIRE.proxy(charger);
    Rig rig = WIRE.rig(proxy, WIRE.options().control().timeout(Duration.ofMillis(300)));
    Wire.soon().until(rig::online);
    AtomicBoolean lost = new AtomicBoolean();
    proxy
        .toCharger()
        .swallow(
            request ->
                request[7] == READ
                    && Frames.word(request, 8) == SET_POINT
                    && lost.compareAndSet(false, true));

    rig.setPoint(20, "c11");
    Wire.soon().until(() -> rig.said().acks().size() == 1);

    assertThat(lost).isTrue();
    assertThat(rig.said().acks().get(0).outcome())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.verified()).isFalse();
              assertThat(applied.readback()).isEmpty();
            });
    assertThat(free.setPoint()).isEqualTo(20);
    // The lost readback cost the connection, and the next one may have the value again already.
    assertThat(charger.writes().of(SET_POINT)).isNotEmpty().allMatch(write -> write.value() == 20);
  }

  /** Takes a write at once and shows it a second later, as chargers that refresh their image do. */
  private static final class Lagging implements RegisterDevice {
    private static final long LAG = 1_000_000_000L;

    private final RegisterImage image;
    private int address;
    private int value;
    private long due = Long.MAX_VALUE;

    private Lagging(RegisterImage image) {
      this.image = image;
    }

    @Override
    public RegisterImage image() {
      return image;
    }

    @Override
    public synchronized RequestStatus write(int first, int[] values) {
      address = first;
      value = values[0];
      due = System.nanoTime() + LAG;
      return RequestStatus.SERVED;
    }

    @Override
    public synchronized RequestStatus read(int first, int count) {
      if (System.nanoTime() >= due) {
        image.putU16(address, value);
        due = Long.MAX_VALUE;
      }
      return RegisterDevice.super.read(first, count);
    }
  }
}

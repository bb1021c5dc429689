package io.ampwire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VirtualChargerReadingsTest {
  private VirtualCharger charger = new VirtualCharger(ChargerOptions.threePhase("bay-01"));

  private void write(int address, int value) {
    charger.write(address, new int[] {value});
  }

  private int read(int address) {
    return charger.image().word(address);
  }

  private void seconds(double seconds) {
    charger.tick(Duration.ofMillis(Math.round(1000 * seconds)));
  }

  /** Lets time pass under a controller that writes the lifebit each two seconds. */
  private void supervised(int seconds) {
    for (int i = 0; i < seconds; i += 2) {
      write(4000, 1);
      seconds(2);
    }
  }

  private void charging() {
    charger.plug(new Car(32, 1_000_000));
    charger.authorise();
    seconds(3);
  }

  @Test
  void metersWhatPhysicsAllows() {
    write(4004, 16);
    write(4000, 1);
    charging();
    supervised(60);
    double before = u64(3203);
    int charged = u32(4012);
    supervised(600);

    double power = 0;
    double apparent = 0;
    for (int phase = 0; phase < 3; phase++) {
      float amps = f32(2999 + 2 * phase);
      float volts = f32(3027 + 2 * phase);
      assertThat(amps).isBetween(15.8f, 16f);
      assertThat(volts).isBetween(222f, 234f);
      power += f32(3053 + 2 * phase);
      apparent += amps * volts / 1000;
    }
    assertThat((double) f32(3059)).isEqualTo(power, within(1e-4));
    assertThat((double) f32(3075)).isEqualTo(apparent, within(1e-4));
    assertThat((double) f32(3059)).isEqualTo(apparent * f32(3083), within(1e-4));
    assertThat(Math.hypot(f32(3059), f32(3067))).isEqualTo(apparent, within(1e-3));
    assertThat((f32(2999) + f32(3001) + f32(3003)) / 3).isEqualTo(f32(3009), within(1e-3f));
    assertThat((f32(3027) + f32(3029) + f32(3031)) / 3).isEqualTo(f32(3035), within(1e-3f));
    assertThat(f32(3083)).isEqualTo(0.98f, within(0.01f));
    assertThat(f32(3109)).isEqualTo(50f, within(0.1f));
    assertThat(u64(3203) - before).isEqualTo(1000 * power / 6, within(30.0));
    assertThat((double) u32(4012) - charged).isEqualTo(u64(3203) - before, within(2.0));
    assertThat(u32(4007)).isBetween(655, 665);
    assertThat(u32(4009)).isBetween(u32(4007), 670);
  }

  @Test
  void livesTheSameLifeFromTheSameSeed() {
    ChargerOptions busy = ChargerOptions.threePhase("bay-01").withSpeed(30);
    charger = new VirtualCharger(busy);
    VirtualCharger twin = new VirtualCharger(busy);
    boolean charged = false;
    boolean left = false;
    for (int i = 0; i < 1200; i++) {
      seconds(1);
      twin.tick(Duration.ofMillis(500));
      twin.tick(Duration.ofMillis(500));
      assertThat(twin.stage()).isEqualTo(charger.stage());
      charged |= charger.stage() == VehicleStayState.CHARGING;
      left |= charged && charger.stage() == VehicleStayState.FREE;
    }
    assertThat(charged).isTrue();
    assertThat(left).isTrue();
    assertThat(f32(3027)).isEqualTo(Float.intBitsToFloat(u32(twin, 3027)));
  }

  @Test
  void showsWhoItIsAndNoFault() {
    assertThat(u32(4020)).isZero();
    assertThat(u32(4022)).isZero();
    assertThat(read(4060)).isEqualTo(0x4556);
    assertThat(read(4065)).isEqualTo(0x4D00);
    assertThat(read(4070)).isEqualTo(0xFFFF);
  }

  private float f32(int address) {
    return Float.intBitsToFloat(u32(address));
  }

  private int u32(int address) {
    return u32(charger, address);
  }

  private static int u32(VirtualCharger of, int address) {
    return of.image().word(address + 1) << 16 | of.image().word(address);
  }

  private long u64(int address) {
    return (long) u32(address + 2) << 32 | u32(address) & 0xFFFFFFFFL;
  }
}

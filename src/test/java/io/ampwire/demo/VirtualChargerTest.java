package io.ampwire.demo;

import static io.ampwire.demo.Verdict.ILLEGAL_ADDRESS;
import static io.ampwire.demo.Verdict.ILLEGAL_VALUE;
import static io.ampwire.demo.Verdict.SERVED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualChargerTest {
  private static final Car BIG = new Car(32, 1_000_000);
  private VirtualCharger charger = new VirtualCharger(ChargerOptions.threePhase("bay-01"));

  private Verdict write(int address, int value) {
    return charger.write(address, new int[] {value});
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

  private void charging(Car car) {
    charger.plug(car);
    charger.authorise();
    seconds(3);
  }

  @Test
  void goesThroughTheStagesOfAVisit() {
    assertThat(read(1)).isEqualTo(2);
    assertThat(read(150)).isEqualTo(1);
    assertThat(charger.authorise()).isFalse();

    assertThat(charger.plug(new Car(16, 50))).isTrue();
    assertThat(charger.plug(BIG)).isFalse();
    seconds(5);
    assertThat(read(1)).isEqualTo(3);
    assertThat(read(1150)).isEqualTo(1);

    charger.authorise();
    seconds(1);
    assertThat(read(1)).isEqualTo(7);
    seconds(2);
    assertThat(read(1)).isEqualTo(8);
    assertThat(read(150)).isEqualTo(3);

    seconds(120);
    assertThat(charger.stage()).isEqualTo(Stage.FINISHED);
    assertThat(read(1)).isEqualTo(7);
    assertThat(charger.amps()).isZero();

    charger.unplug();
    assertThat(read(1)).isEqualTo(2);
    assertThat(read(1150)).isZero();
  }

  @Test
  void rampsToTheSetPointAndStaysBelowIt() {
    write(4004, 20);
    write(4000, 1);
    charging(BIG);
    assertThat(charger.amps()).isBetween(1.0, 3.0);

    supervised(4);
    assertThat(charger.amps()).isBetween(9.0, 11.0);
    supervised(20);
    assertThat(charger.amps()).isEqualTo(20);

    write(4004, 8);
    supervised(4);
    assertThat(charger.amps()).isEqualTo(8);
  }

  @Test
  void givesNoMoreThanTheCarTakes() {
    write(4004, 32);
    write(4000, 1);
    charging(new Car(13, 1_000_000));
    supervised(20);

    assertThat(charger.amps()).isEqualTo(13);
  }

  @Test
  void pausesAtZeroAndGoesOnAfterIt() {
    write(4004, 16);
    write(4000, 1);
    charging(BIG);
    supervised(10);

    write(4004, 0);
    supervised(4);
    assertThat(read(1)).isEqualTo(4);
    assertThat(read(150)).isEqualTo(5);
    assertThat(charger.amps()).isZero();

    write(4004, 5);
    supervised(10);
    assertThat(charger.amps()).isZero();

    write(4004, 6);
    supervised(10);
    assertThat(read(1)).isEqualTo(8);
    assertThat(charger.amps()).isEqualTo(6);
  }

  @Test
  void putsTheLifebitBackAfterHalfASecond() {
    write(4000, 1);
    seconds(0.4);
    assertThat(read(4000)).isEqualTo(1);
    seconds(0.1);
    assertThat(read(4000)).isZero();
  }

  @Test
  void fallsBackWhenTheLifebitStopsUntilASetPointComes() {
    write(4004, 16);
    charging(BIG);
    supervised(20);
    assertThat(charger.amps()).isEqualTo(16);

    seconds(7.9);
    assertThat(charger.limit()).isEqualTo(16);
    seconds(0.2);
    assertThat(charger.limit()).isEqualTo(8);
    assertThat(charger.fellBack()).isTrue();
    seconds(5);
    assertThat(charger.amps()).isEqualTo(8);
    assertThat(read(4004)).isEqualTo(16);

    supervised(6);
    assertThat(charger.limit()).isEqualTo(8);
    write(4004, 16);
    assertThat(charger.limit()).isEqualTo(16);
    assertThat(charger.fellBack()).isFalse();
  }

  @Test
  void aSetPointAloneTakesNoControl() {
    charging(BIG);
    write(4004, 20);
    assertThat(charger.limit()).isEqualTo(8);
    write(4000, 1);
    assertThat(charger.limit()).isEqualTo(20);
  }

  @Test
  void aSinglePhaseChargerFallsBackToItsOwnRegister() {
    charger = new VirtualCharger(ChargerOptions.singlePhase("bay-03"));
    assertThat(charger.limit()).isEqualTo(10);
    write(4005, 7);
    write(4006, 30);
    assertThat(charger.limit()).isEqualTo(7);
    assertThat(read(3001)).isEqualTo(0xFFFF);
    assertThat(read(3032)).isEqualTo(0xFFFF);
  }

  @Test
  void supervisesNobodyOnceTheLifebitIsDeactivated() {
    write(4004, 20);
    write(4000, 2);
    seconds(60);
    assertThat(read(4000)).isEqualTo(2);
    assertThat(charger.limit()).isEqualTo(20);
  }

  @Test
  void readsNinetyNineWithoutASessionAndKeepsWhatWasWritten() {
    assertThat(read(4004)).isEqualTo(99);
    write(4004, 13);
    assertThat(read(4004)).isEqualTo(99);
    charger.plug(BIG);
    assertThat(read(4004)).isEqualTo(99);
    charger.authorise();
    assertThat(read(4004)).isEqualTo(13);

    charger = new VirtualCharger(ChargerOptions.threePhase("bay-09").withNinetyNine(false));
    assertThat(read(4004)).isEqualTo(16);
  }

  @ParameterizedTest
  @CsvSource({
    "4004,0,SERVED",
    "4004,32,SERVED",
    "4004,33,ILLEGAL_VALUE",
    "4004,99,ILLEGAL_VALUE",
    "4004,65535,ILLEGAL_VALUE",
    "4000,3,ILLEGAL_VALUE",
    "4001,5,ILLEGAL_VALUE",
    "4001,7,SERVED",
    "4006,6,SERVED",
    "4012,0,ILLEGAL_ADDRESS",
    "3059,0,ILLEGAL_ADDRESS"
  })
  void judgesWrites(int address, int value, Verdict verdict) {
    assertThat(write(address, value)).isEqualTo(verdict);
  }

  @Test
  void carriesOutAllOfAWriteOrNothing() {
    assertThat(charger.write(4005, new int[] {6, 99})).isEqualTo(ILLEGAL_VALUE);
    assertThat(read(4005)).isEqualTo(10);
    assertThat(charger.write(4005, new int[] {6, 7})).isEqualTo(SERVED);
    assertThat(read(4006)).isEqualTo(7);
    assertThat(charger.write(4006, new int[] {6, 7})).isEqualTo(ILLEGAL_ADDRESS);
  }

  @Test
  void forgetsItsControllerOverAReboot() {
    write(4004, 20);
    write(4000, 1);
    charging(BIG);
    charger.reboot();
    assertThat(charger.controlled()).isFalse();
    assertThat(read(4004)).isEqualTo(16);
    assertThat(charger.limit()).isEqualTo(8);
  }

  @Test
  void metersWhatPhysicsAllows() {
    write(4004, 16);
    write(4000, 1);
    charging(BIG);
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
      charged |= charger.stage() == Stage.CHARGING;
      left |= charged && charger.stage() == Stage.FREE;
    }
    assertThat(charged).isTrue();
    assertThat(left).isTrue();
    assertThat(f32(3027)).isEqualTo(Float.intBitsToFloat(u32(twin, 3027)));
  }

  @Test
  void doesNotDoTheBitsOfTheSeedWrong() {
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

package io.ampwire.demo;

import static io.ampwire.demo.RequestStatus.ILLEGAL_ADDRESS;
import static io.ampwire.demo.RequestStatus.ILLEGAL_VALUE;
import static io.ampwire.demo.RequestStatus.SERVED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualChargerTest {
  private static final Car BIG = new Car(32, 1_000_000);
  private VirtualCharger charger = new VirtualCharger(ChargerOptions.threePhase("bay-01"));

  private RequestStatus write(int address, int value) {
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
    assertThat(charger.stage()).isEqualTo(VehicleStayState.FINISHED);
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
  void judgesWrites(int address, int value, RequestStatus verdict) {
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
}

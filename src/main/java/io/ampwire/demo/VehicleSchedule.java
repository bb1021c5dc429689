package io.ampwire.demo;

import java.util.Random;

/**
 * Schedule of simulated drivers: cars arrive, are authorised, and leave. A higher speed shortens
 * each wait and each car's demand; power and energy keep real time.
 */
final class VehicleSchedule {
  private final Random random;
  private final double speed;
  private double countdown;

  VehicleSchedule(Random random, double speed) {
    this.random = random;
    this.speed = speed;
    this.countdown = minutes(1, 2);
  }

  private double minutes(double least, double most) {
    return 60 * (least + (most - least) * random.nextDouble());
  }

  void advance(double seconds, VehicleStay session) {
    if (speed <= 0) {
      return;
    }
    countdown -= seconds * speed;
    if (countdown > 0) {
      return;
    }
    switch (session.stage()) {
      case FREE -> {
        session.plug(nextCar());
        countdown = minutes(1.5, 4);
      }
      case UNAUTHORISED -> {
        session.authorise();
        countdown = 0;
      }
      case FINISHED -> {
        session.unplug();
        countdown = minutes(10, 40);
      }
      // A car stays until it is full, and a while longer until its owner comes.
      default -> countdown = minutes(10, 30);
    }
  }

  private Car nextCar() {
    double[] amps = {16, 20, 32};
    return new Car(amps[random.nextInt(amps.length)], (5000 + random.nextInt(15_000)) / speed);
  }
}

package io.ampwire.demo;

/**
 * State machine of one car's stay at the charger. Events (plug, authorise, stop, unplug) are calls;
 * the other transitions depend on time and on the limit.
 */
final class VehicleStay {
  static final int LEAST_AMPS = 6;
  private static final double SECONDS_TO_START = 2;
  private static final Car NO_CAR = new Car(0, 0);

  private VehicleStayState stage = VehicleStayState.FREE;
  private Car car = NO_CAR;
  private double waited;
  private double seconds;
  private double contactorSeconds;
  private double wattHours;
  private boolean suspended;
  private int stopCause;

  boolean plug(Car arriving) {
    if (stage != VehicleStayState.FREE) {
      return false;
    }
    car = arriving;
    stage = VehicleStayState.UNAUTHORISED;
    return true;
  }

  boolean authorise() {
    if (stage != VehicleStayState.UNAUTHORISED) {
      return false;
    }
    seconds = 0;
    contactorSeconds = 0;
    wattHours = 0;
    stopCause = 0;
    suspended = false;
    ready();
    return true;
  }

  boolean unplug() {
    if (stage == VehicleStayState.FREE) {
      return false;
    }
    if (stage.session() && stage != VehicleStayState.FINISHED) {
      stopCause = 2; // EVDisconnected
    }
    car = NO_CAR;
    stage = VehicleStayState.FREE;
    return true;
  }

  /** Ends charging for good, by command. */
  void stop() {
    if (stage.session() && stage != VehicleStayState.FINISHED) {
      stage = VehicleStayState.FINISHED;
      stopCause = 8; // Remote
    }
  }

  /** Suspends charging, or resumes it. */
  void suspend(boolean held) {
    suspended = held;
  }

  /**
   * Advances by a step in seconds, with the limit in force, the current and the energy of the step.
   */
  void advance(double step, int limit, double amps, double flowed) {
    if (!stage.session()) {
      return;
    }
    wattHours += flowed;
    contactorSeconds += amps > 0 ? step : 0;
    seconds += stage == VehicleStayState.FINISHED ? 0 : step;
    waited += step;
    boolean mayCharge = limit >= LEAST_AMPS && !suspended;
    switch (stage) {
      case READY -> {
        if (!mayCharge) {
          stage = VehicleStayState.PAUSED;
        } else if (waited >= SECONDS_TO_START) {
          stage = VehicleStayState.CHARGING;
        }
      }
      case CHARGING -> {
        if (wattHours >= car.wattHours()) {
          stage = VehicleStayState.FINISHED;
          stopCause = 4; // Local
        } else if (!mayCharge) {
          stage = VehicleStayState.PAUSED;
        }
      }
      case PAUSED -> {
        if (mayCharge) {
          ready();
        }
      }
      default -> {}
    }
  }

  private void ready() {
    stage = VehicleStayState.READY;
    waited = 0;
  }

  /** The current that the car would draw now, A per phase. */
  double wants(int limit) {
    return stage == VehicleStayState.CHARGING && limit >= LEAST_AMPS
        ? Math.min(limit, car.amps())
        : 0;
  }

  /** The car that is plugged in; one without demand while there is none. */
  Car car() {
    return car;
  }

  VehicleStayState stage() {
    return stage;
  }

  /** Duration from authorisation until the car was full, s. */
  double seconds() {
    return seconds;
  }

  double contactorSeconds() {
    return contactorSeconds;
  }

  double wattHours() {
    return wattHours;
  }

  /** Stop cause as the register encodes it: 0 none, 2 unplugged, 4 local, 8 remote. */
  int stopCause() {
    return stopCause;
  }
}

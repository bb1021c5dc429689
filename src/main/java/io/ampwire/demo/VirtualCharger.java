package io.ampwire.demo;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * Simulated EVlink Pro AC with cars, a meter, a contactor and the fail-safe behaviour of the real
 * device. Time passes only in {@link #tick}. Safe for several threads.
 */
public final class VirtualCharger implements RegisterDevice {
  private static final double STEP = 0.1;

  private final ChargerOptions options;
  private final RegisterImage image;
  private final VehicleStay session = new VehicleStay();
  private final Meter meter;
  private final VehicleSchedule visits;
  private final SimulatedSetPoint control;
  private int command;
  private final VehicleCurrent current = new VehicleCurrent();
  private double owed;

  public VirtualCharger(ChargerOptions options) {
    this.options = options;
    this.image = EvlinkRegisters.blank(options.order());
    Random random = new Random(options.seed());
    this.meter = new Meter(options.phases(), random);
    this.visits = new VehicleSchedule(random, options.speed());
    this.control = new SimulatedSetPoint(options);
    show();
  }

  @Override
  public RegisterImage image() {
    return image;
  }

  public ChargerOptions options() {
    return options;
  }

  /** Advances the time in steps of a tenth of a second; a remainder counts in the next call. */
  public void tick(Duration time) {
    image.together(
        () -> {
          owed += time.toNanos() / 1e9;
          while (owed >= STEP - 1e-9) {
            owed -= STEP;
            step();
          }
          show();
        });
  }

  private void step() {
    control.advance(STEP);
    visits.advance(STEP, session);
    int limit = limit();
    if (!session.stage().plugged()) {
      current.cut();
    }
    double amps = current.advance(STEP, session.wants(limit), session.car().ramp());
    session.advance(STEP, limit, amps, meter.advance(STEP, amps, session.car().phases()));
  }

  /** Plugs a car in; false if another car is plugged in. */
  public boolean plug(Car car) {
    return tell(() -> session.plug(car));
  }

  /** Authorises charging; false if no car waits for it. */
  public boolean authorise() {
    return tell(session::authorise);
  }

  /** Unplugs the car; false if there is none. */
  public boolean unplug() {
    return tell(session::unplug);
  }

  /** Restarts the charger: no controller is in control, and the set point has its factory value. */
  public void reboot() {
    synchronized (image) {
      control.forget();
      command = 0;
      show();
    }
  }

  private boolean tell(BooleanSupplier event) {
    synchronized (image) {
      boolean taken = event.getAsBoolean();
      show();
      return taken;
    }
  }

  @Override
  public RequestStatus write(int first, int[] values) {
    synchronized (image) {
      for (int i = 0; i < values.length; i++) {
        RequestStatus verdict = EvlinkRegisters.judge(first + i, values[i]);
        if (verdict != RequestStatus.SERVED) {
          return verdict;
        }
      }
      for (int i = 0; i < values.length; i++) {
        if (first + i == EvlinkRegisters.SET_COMMAND) {
          obey(values[i]);
        } else {
          control.write(first + i, values[i]);
        }
      }
      show();
      return RequestStatus.SERVED;
    }
  }

  private void obey(int code) {
    command = code;
    switch (code) {
      case 3 -> session.stop();
      case 7 -> session.suspend(true);
      case 8 -> session.suspend(false);
      case 9 -> reboot();
      default -> {} // 40 and 41 set it available or not, which nothing here depends on.
    }
  }

  private void show() {
    meter.show(image);
    EvlinkRegisters.show(image, session);
    control.show(image, session.stage().session());
    image.putU16(EvlinkRegisters.SET_COMMAND, command);
  }

  /** The limit in force, A: the set point while a controller is in control, else the fallback. */
  public int limit() {
    synchronized (image) {
      return control.limit();
    }
  }

  public VehicleStayState stage() {
    synchronized (image) {
      return session.stage();
    }
  }

  /** The current, A per loaded phase. */
  public double amps() {
    synchronized (image) {
      return current.amps();
    }
  }

  /** Number of phases that the car loads, starting with L1; without a car, all of the charger's. */
  public int phases() {
    synchronized (image) {
      return Math.min(options.phases(), session.car().phases());
    }
  }

  /** Whether the lifebit is active, so that the set point is in force. */
  public boolean controlled() {
    synchronized (image) {
      return control.controlled();
    }
  }

  /** Whether the lifebit has stopped and no set point was written since. */
  public boolean fellBack() {
    synchronized (image) {
      return control.fellBack();
    }
  }

  /** The last written set point, also while the register reads 99. */
  public int setPoint() {
    synchronized (image) {
      return control.setPoint();
    }
  }
}

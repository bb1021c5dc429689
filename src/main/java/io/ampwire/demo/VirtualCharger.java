package io.ampwire.demo;

import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;

/**
 * A simulated EVlink Pro AC: it has cars, a meter, a contactor and the fail-safe behaviour of the
 * real one. Time passes only in {@link #tick}. Safe for several threads.
 */
public final class VirtualCharger implements RegisterDevice {
  private static final double STEP = 0.1;
  private static final double AMPS_UP = 2;
  // A car has five seconds to follow a lower limit (IEC 61851-1).
  private static final double AMPS_DOWN = 8;

  private final ChargerOptions options;
  private final RegisterImage image;
  private final VehicleStay session = new VehicleStay();
  private final Meter meter;
  private final VehicleSchedule visits;
  private final SimulatedSetPoint control;
  private int command;
  private double amps;
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

  /** Lets time pass, in steps of a tenth of a second; what is left over counts next time. */
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
    double wanted = session.wants(limit);
    amps = wanted > amps ? Math.min(wanted, amps + AMPS_UP * STEP) : lower(wanted);
    session.advance(STEP, limit, amps, meter.advance(STEP, amps));
  }

  private double lower(double wanted) {
    return session.stage().plugged() ? Math.max(wanted, amps - AMPS_DOWN * STEP) : 0;
  }

  /** A car is plugged in; false when the place is taken. */
  public boolean plug(Car car) {
    return tell(() -> session.plug(car));
  }

  /** Its driver is let in; false when nobody waits for that. */
  public boolean authorise() {
    return tell(session::authorise);
  }

  /** The car leaves; false when there is none. */
  public boolean unplug() {
    return tell(session::unplug);
  }

  /** The charger starts anew: nobody is in control, and the set point is that of the factory. */
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

  /** The limit in force, A: the set point while somebody is in control, else the fallback. */
  public int limit() {
    synchronized (image) {
      return control.limit();
    }
  }

  public EvState stage() {
    synchronized (image) {
      return session.stage();
    }
  }

  /** The current that flows, A per phase. */
  public double amps() {
    synchronized (image) {
      return amps;
    }
  }

  /** Whether the lifebit lives and the set point counts. */
  public boolean controlled() {
    synchronized (image) {
      return control.controlled();
    }
  }

  /** Whether the lifebit once stopped and no set point was written since. */
  public boolean fellBack() {
    synchronized (image) {
      return control.fellBack();
    }
  }

  /** The set point as last written, also while the register reads 99. */
  public int setPoint() {
    synchronized (image) {
      return control.setPoint();
    }
  }
}

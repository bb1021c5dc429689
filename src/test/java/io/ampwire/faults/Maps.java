package io.ampwire.faults;

import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.format.MapLibrary;
import io.ampwire.map.RegisterMap;
import java.time.Duration;
import java.util.stream.Stream;

/** The shipped map and devices that it fits. */
public final class Maps {
  private static final MapLibrary LIBRARY = ((MapLibrary.Loaded) MapLibrary.shipped()).library();

  private Maps() {}

  public static RegisterMap evlink() {
    return LIBRARY.maps().get("schneider-evlink-pro-ac");
  }

  /** Ids of all shipped maps. */
  public static Stream<String> ids() {
    return LIBRARY.maps().keySet().stream();
  }

  /** Maps whose chargers take a limit; the others only read. */
  public static Stream<String> controllable() {
    return ids().filter(id -> of(id).setPoint().isPresent());
  }

  public static RegisterMap of(String id) {
    return LIBRARY.maps().get(id);
  }

  /** A three-phase charger in the middle of a charge, low word first; its time stands still. */
  public static VirtualCharger charging() {
    VirtualCharger charger =
        new VirtualCharger(ChargerOptions.threePhase("bay-01").withNinetyNine(false));
    charger.plug(new Car(16, 20_000));
    charger.authorise();
    charger.tick(Duration.ofMinutes(3));
    return charger;
  }
}

package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.command.Ack;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.decode.Reading;
import io.ampwire.demo.Car;
import io.ampwire.demo.MapDevice;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.LifebitScheme;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.map.WriteRule;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real lane over real sockets against a device made from each map: that the plumbing fits the
 * map, not that the map fits the charger.
 */
@Timeout(60)
class EveryMapTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int SPEED = 20;
  private static final Permissions CONTROL =
      new Permissions(
          ControlMode.LEASED, OptionalLong.of(32), Duration.ofMinutes(30), Set.of(), true, false);

  private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1);

  @AfterEach
  void stopTheClock() {
    clock.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("io.ampwire.faults.Maps#ids")
  void every_value_comes_through(String id) {
    MapDevice device = charging(Maps.of(id));
    Rig rig = rig(device, WordOrderChoice.AS_DOCUMENTED);

    Wire.soon().until(() -> rig.said().count() >= 2);

    ChargerSnapshot seen = rig.said().latest().orElseThrow();
    for (Point point : seen.map().points()) {
      assertThat(seen.reading(point.name()).isValue())
          .as("%s: %s", point.name(), seen.reading(point.name()))
          .isEqualTo(point.readable());
    }
    assertThat(seen.quality()).isEqualTo(ChargerSnapshot.Quality.GOOD);
    hasPower(seen, device);
    assertThat(seen.reading("ev_state"))
        .isInstanceOfSatisfying(
            Reading.Whole.class,
            state -> assertThat(seen.map().vehicle().charging()).contains(state.value()));
    for (String phase : seen.map().vehicle().currents()) {
      assertThat(number(seen, phase)).isBetween(device.limit() - 1, device.limit());
    }
  }

  @ParameterizedTest
  @MethodSource("io.ampwire.faults.Maps#ids")
  void the_order_is_proved_by_the_readings_where_the_map_has_laws(String id) {
    RegisterMap map = Maps.of(id);
    MapDevice device = begun(new MapDevice(map, map.link().order().reversed()));
    Rig rig = rig(device, WordOrderChoice.PROVE);

    Wire.soon().until(() -> rig.said().count() >= 6);

    ChargerSnapshot seen = rig.said().latest().orElseThrow();
    Point load = load(map);
    boolean shown = !map.physics().isEmpty() || load.registers() == 1;
    assertThat(seen.reading(load.name()).isValue()).isEqualTo(shown);
    if (shown) {
      hasPower(seen, device);
    }
  }

  /** Of three phases that carry what the device lets flow. */
  private static void hasPower(ChargerSnapshot seen, MapDevice device) {
    double all = load(seen.map()).unit().equals("kW") ? 3 * 0.23 * device.limit() : device.limit();
    assertThat(number(seen, load(seen.map()).name())).isBetween(0.9 * all, 1.05 * all);
  }

  /** Total power, or the current of the first phase where the charger has no total. */
  private static Point load(RegisterMap map) {
    return map.point("power_active_phase_tot").or(() -> map.point("current_phase_1")).orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("io.ampwire.faults.Maps#controllable")
  void a_set_point_is_written_kept_and_left_to_the_charger_when_control_is_given_up(String id) {
    RegisterMap map = Maps.of(id);
    MapDevice device = charging(map);
    ModbusServer server = server(device);
    Rig rig = rig(device, server, WordOrderChoice.AS_DOCUMENTED);
    Wire.soon().until(() -> rig.said().count() >= 2);

    WriteRule rule = map.setPointPoint().orElseThrow().write().orElseThrow();
    Decimal amps = Decimal.parse(rule.step().isPresent() ? "10.3" : "10").orElseThrow();
    rig.setPoint(amps, "a");
    Wire.soon().until(() -> !rig.said().acks("a").isEmpty());

    Ack ack = rig.said().acks("a").get(0);
    boolean readBack = rule.readback() == WriteRule.Readback.VALUE;
    assertThat(ack.outcome())
        .isInstanceOfSatisfying(
            Outcome.Applied.class,
            applied -> {
              assertThat(applied.verified()).isEqualTo(readBack);
              assertThat(applied.value()).hasValue(amps);
            });
    assertThat(device.setPoint()).isEqualTo(amps.toDouble(), within(1e-5));
    keeps(device, server, map);

    rig.release("b");
    Wire.soon().until(() -> !rig.said().acks("b").isEmpty());
    rig.drain();
    // A lifebit that was on its way before the release arrives before the second poll after it.
    int released = rig.said().count();
    Wire.soon().until(() -> rig.said().count() >= released + 2);
    int written = server.writes().entries().size();
    if (falls(map)) {
      Wire.within(Duration.ofSeconds(20)).until(device::fellBack);
      assertThat(device.limit()).isEqualTo(8);
    } else {
      int polls = rig.said().count();
      Wire.soon().until(() -> rig.said().count() >= polls + 10);
    }
    assertThat(server.writes().entries()).as("nothing is written any more").hasSize(written);
  }

  /** For twice as long as the device bears silence, where it falls back by itself. */
  private static void keeps(MapDevice device, ModbusServer server, RegisterMap map) {
    if (falls(map)) {
      int address = map.point(map.lifebit().orElseThrow().point()).orElseThrow().address();
      double beats = 2 * device.patience() / map.lifebit().get().period().toMillis() * 1000;
      Wire.within(Duration.ofSeconds(20))
          .until(() -> device.fellBack() || server.writes().of(address).size() > beats);
      assertThat(device.controlled()).as("the keep-alive is kept").isTrue();
    }
  }

  /** Whether the device falls back by itself although it is polled. */
  private static boolean falls(RegisterMap map) {
    return map.failSafe().exists()
        && map.lifebit().map(LifebitRule::scheme).filter(LifebitScheme::writes).isPresent();
  }

  private static MapDevice charging(RegisterMap map) {
    return begun(new MapDevice(map));
  }

  /** A car takes what it may; nobody is in control. */
  private static MapDevice begun(MapDevice device) {
    device.charge(new Car(16, 1_000_000));
    device.tick(Duration.ofSeconds(10));
    return device;
  }

  private ModbusServer server(MapDevice device) {
    return WIRE.charger(
        device, ServerOptions.defaults().withUnits(device.units().toArray(Integer[]::new)));
  }

  private Rig rig(MapDevice device, WordOrderChoice order) {
    return rig(device, server(device), order);
  }

  private Rig rig(MapDevice device, ModbusServer server, WordOrderChoice order) {
    clock.scheduleAtFixedRate(
        () -> device.tick(Duration.ofMillis(10 * SPEED)), 10, 10, TimeUnit.MILLISECONDS);
    return WIRE.rig(
        server,
        WIRE.options()
            .map(device.map(), order)
            .permissions(CONTROL)
            .poll(Duration.ofSeconds(1))
            .timeout(Duration.ofSeconds(2 * SPEED))
            .speed(SPEED));
  }

  private static double number(ChargerSnapshot seen, String point) {
    return seen.reading(point).number();
  }
}

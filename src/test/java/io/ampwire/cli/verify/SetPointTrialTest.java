package io.ampwire.cli.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.demo.Car;
import io.ampwire.demo.MapDevice;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.faults.Maps;
import io.ampwire.faults.Wire;
import io.ampwire.link.ModbusDialer;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Check;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The test of a set point over real sockets, in registers of whole amperes and of finer steps. */
@Timeout(30)
class SetPointTrialTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  @ParameterizedTest
  @CsvSource({
    "schneider-evlink-pro-ac, 16, 16 -> 15 reads 15",
    "mennekes-amtron-4you, 160, 16 -> 15 reads 15.0",
    "mennekes-amtron-4you, 163, 16.3 -> 15.3 reads 15.3",
    "keba-kecontact-p40, 10250, 10.25 -> 9.25 reads 9.25"
  })
  void one_ampere_less_is_written_read_back_and_restored(String id, int found, String path)
      throws InterruptedException {
    RegisterMap map = Maps.of(id);
    MapDevice device = new MapDevice(map);
    device.charge(new Car(16, 1_000_000));
    device.tick(Duration.ofSeconds(10));
    ModbusServer server =
        WIRE.charger(
            device, ServerOptions.defaults().withUnits(device.units().toArray(Integer[]::new)));
    int address = map.setPointPoint().orElseThrow().address();
    device.write(address, new int[] {found});
    ModbusDialer.Endpoint endpoint = new ModbusDialer.Endpoint("127.0.0.1", server.port());
    try (ModbusSession wire = ModbusSession.alone(endpoint, Duration.ofSeconds(2), Duration.ZERO)) {
      Check check = new SetPointTrial(wire, map, map.link().unit()).run("set_point");
      assertThat(check.outcome()).as(check.detail()).isEqualTo(Check.Outcome.CONFIRMED);
      assertThat(check.detail()).isEqualTo(path + ", restored");
    }
    assertThat(server.writes().of(address)).hasSize(2);
  }
}

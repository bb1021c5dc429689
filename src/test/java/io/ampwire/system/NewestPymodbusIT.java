package io.ampwire.system;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The newest pymodbus of PyPI, whose server has another interface than Debian's. */
@Tag("other-programs")
class NewestPymodbusIT {
  @RegisterExtension final Rig rig = new Rig();
  private final KnownCharger known = new KnownCharger();

  @ParameterizedTest(name = "{0}, low word first: {1}")
  @CsvSource({"socket, false", "socket, true", "rtu, false", "rtu, true"})
  void everyPointOfItsServerReachesMqttAsItWasLoaded(String framer, boolean lowWordFirst)
      throws IOException {
    boolean rtu = framer.equals("rtu");
    int unit = rtu ? 17 : 255;
    PymodbusServer server =
        rig.keep(PymodbusServer.newest(framer, unit, known.words(lowWordFirst)));
    String place = rtu ? "host: 'rtu+tcp://127.0.0.1:%d'" : "host: 127.0.0.1, port: %d";
    String inventory =
        ("chargers:\n  - { id: bay-01, unit: %d, " + place + " }\n").formatted(unit, server.port());

    ThirdPartyRead.check(
        rig,
        server,
        bridge -> bridge.file("ampwire.inventory", "inventory.yaml", inventory),
        known,
        lowWordFirst);
    System.out.println(
        "pymodbus %s, %s framer, low word first %s: %s"
            .formatted(
                OtherProgram.version("pymodbus"), framer, lowWordFirst, "every point right"));
  }
}

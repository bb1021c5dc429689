package io.ampwire.system;

import java.io.IOException;
import java.net.URISyntaxException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PymodbusIT {
  @RegisterExtension final Rig rig = new Rig();
  private final KnownCharger known = new KnownCharger();

  @ParameterizedTest(name = "low word first: {0}")
  @ValueSource(booleans = {false, true})
  void everyPointOfAPymodbusServerReachesMqttAsItWasLoaded(boolean lowWordFirst)
      throws IOException, URISyntaxException {
    PymodbusServer server = rig.keep(new PymodbusServer(known.words(lowWordFirst)));

    ThirdPartyRead.check(rig, server, known, lowWordFirst);
  }
}

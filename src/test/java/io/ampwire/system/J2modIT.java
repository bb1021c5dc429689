package io.ampwire.system;

import java.io.IOException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class J2modIT {
  @RegisterExtension final Rig rig = new Rig();
  private final KnownCharger known = new KnownCharger();

  @ParameterizedTest(name = "low word first: {0}")
  @ValueSource(booleans = {false, true})
  void everyPointOfAJ2modServerReachesMqttAsItWasLoaded(boolean lowWordFirst) throws IOException {
    J2modServer server = rig.keep(new J2modServer(known.words(lowWordFirst)));

    ThirdPartyRead.check(rig, server, known, lowWordFirst);
  }
}

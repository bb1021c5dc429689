package io.ampwire.app;

import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** In a native executable, which is built without the demo: whoever asks for it is told so. */
@ApplicationScoped
@IfBuildProperty(name = Demo.NATIVE, stringValue = "true")
public class NoDemo implements Demo {
  @Override
  public int brokerPort() {
    throw absent();
  }

  @Override
  public String inventory() {
    throw absent();
  }

  private static RuntimeException absent() {
    return StartRefused.because(
        List.of("demo: this build was made without it; use the Java package of the bridge"));
  }
}

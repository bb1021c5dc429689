package io.ampwire.app.demo;

import io.ampwire.app.config.StartRefused;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Replacement for the demo in a native executable: it refuses to start with a reason. */
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
        List.of("demo: not included in this build; use the Java package of the bridge"));
  }
}

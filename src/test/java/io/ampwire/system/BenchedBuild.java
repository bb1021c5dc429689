package io.ampwire.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A build of the bridge that a benchmark measures.
 *
 * @param jar its application; empty for the one in target
 */
record BenchedBuild(String name, Optional<Path> jar) {
  static final BenchedBuild NOW = new BenchedBuild("now", Optional.empty());

  /** The build of {@code -Dbench.before}, if it is set, and then this one. */
  static List<BenchedBuild> all() {
    return Optional.ofNullable(System.getProperty("bench.before"))
        .map(jar -> List.of(new BenchedBuild("before", Optional.of(Path.of(jar))), NOW))
        .orElse(List.of(NOW));
  }

  BridgeProcess of(BridgeProcess bridge) {
    return jar.map(other -> bridge.installed(other.toAbsolutePath(), List.of())).orElse(bridge);
  }
}

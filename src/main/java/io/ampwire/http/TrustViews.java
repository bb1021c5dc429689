package io.ampwire.http;

import java.util.List;
import java.util.Optional;

/** Port: how far maps are proven, as JSON in UTF-8. May be used from any thread. */
public interface TrustViews {
  /** Rung, contradictions and records of one map, empty for one that is not there. */
  Optional<byte[]> evidence(String map);

  /** Map by firmware by axis. */
  byte[] firmware();

  /** The maps there are. */
  List<String> maps();
}

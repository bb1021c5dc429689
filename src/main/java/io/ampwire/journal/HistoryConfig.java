package io.ampwire.journal;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Charging sessions and one-minute means on disk. */
public interface HistoryConfig {
  /** How long a session is kept after its beginning. */
  @WithDefault("400D")
  Duration sessions();

  /** How long one-minute means are kept; at most 400 days. */
  @WithDefault("7D")
  Duration minutes();
}

package io.ampwire.journal;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Journal of documents that the broker has not proved to have. */
public interface JournalConfig {
  /** Bound of documents on disk; the oldest are dropped first. */
  @WithDefault("256M")
  MemorySize size();

  /** Largest age of a document; older documents are dropped. */
  @WithDefault("7D")
  Duration age();

  /** Longest time for which a document is only in memory. */
  @WithDefault("1S")
  Duration sync();
}

package io.ampwire.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Check whether this machine's clock is synchronized. systemd-timesyncd creates a file once the
 * clock is set. If the file's folder does not exist, the clock counts as synchronized.
 */
public final class HostClock implements BooleanSupplier {
  private final Path mark;

  public HostClock(Path mark) {
    this.mark = mark.toAbsolutePath();
  }

  @Override
  public boolean getAsBoolean() {
    return Files.exists(mark) || !Files.isDirectory(mark.getParent());
  }
}

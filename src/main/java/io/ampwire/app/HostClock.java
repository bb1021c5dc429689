package io.ampwire.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * What this machine says of its clock: systemd-timesyncd makes a file once it is set. Where the
 * file's folder is not there nobody says anything, and nothing is held against the clock.
 */
public final class HostClock implements BooleanSupplier {
  private final Path mark;

  HostClock(Path mark) {
    this.mark = mark.toAbsolutePath();
  }

  @Override
  public boolean getAsBoolean() {
    return Files.exists(mark) || !Files.isDirectory(mark.getParent());
  }
}

package io.ampwire.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostClockTest {
  @TempDir Path run;

  @Test
  void where_nobody_keeps_the_clock_nothing_is_held_against_it() {
    assertThat(new HostClock(run.resolve("timesync/synchronized")).getAsBoolean()).isTrue();
  }

  @Test
  void where_somebody_does_it_is_set_once_the_mark_is_there() throws IOException {
    Path mark = Files.createDirectory(run.resolve("timesync")).resolve("synchronized");
    HostClock clock = new HostClock(mark);
    assertThat(clock.getAsBoolean()).isFalse();
    Files.createFile(mark);
    assertThat(clock.getAsBoolean()).isTrue();
  }
}

package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The unit of the service, judged by systemd's own tool; no systemd runs it here. */
class UnitFileIT {
  private static final Path UNIT = Path.of("deploy/systemd/ampwire.service");

  @Test
  void systemdUnderstandsEveryLineOfTheUnit() {
    assertThat(analyze("--man=no", "verify", UNIT.toString())).isEmpty();
  }

  /** Tenths, as the option takes it: the exposure must not be above 1.5 of 10. */
  @Test
  void theUnitIsHardlyExposed() {
    List<String> printed = analyze("security", "--offline=true", "--threshold=15", UNIT.toString());

    assertThat(printed).last().asString().contains("Overall exposure level");
  }

  private static List<String> analyze(String... arguments) {
    List<String> command = new ArrayList<>(List.of(Programs.require("systemd-analyze")));
    command.addAll(List.of(arguments));
    List<String> printed = Collections.synchronizedList(new ArrayList<>());
    try (Child child = new Child(Path.of("."), command, printed::add)) {
      assertThat(child.exitCode(Duration.ofSeconds(30))).as("%s", printed).isZero();
    }
    return printed;
  }
}

package io.ampwire.format;

import io.ampwire.fuzz.Hold;
import io.ampwire.telemetry.Document;
import java.util.Arrays;
import java.util.Optional;

/**
 * Any payload on the bridge's own loop topic: a probe that is written as it was read, or nothing.
 */
public final class ProbeFuzz {
  private ProbeFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional<Document.Probe> probe = ProbeText.read(input);
    if (probe.isPresent()) {
      Hold.that(
          Arrays.equals(ProbeText.write(probe.get()), input),
          "a probe that changes when it is written");
    }
  }
}

package io.ampwire.format;

import io.ampwire.fuzz.Hold;
import io.ampwire.telemetry.Document;
import java.util.Optional;

/** Any payload on the bridge's own loop topic: a mark, or nothing; a mark reads back as itself. */
public final class ProbeFuzz {
  private ProbeFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    Optional<Document.Probe> mark = ProbeText.read(input);
    if (mark.isPresent()) {
      byte[] written = ProbeText.write(mark.get());
      Optional<Document.Probe> again = ProbeText.read(written);
      Hold.that(
          again.isEmpty()
              || again.get().generation() == mark.get().generation()
                  && again.get().sent() == mark.get().sent(),
          "a mark that changes when it is written");
    }
  }
}

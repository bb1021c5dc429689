package io.ampwire.format;

import io.ampwire.fuzz.Hold;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Roles;
import io.ampwire.plan.PollPlanner;
import io.ampwire.plan.ReadSpan;
import java.nio.charset.StandardCharsets;

/** Any text as a register map: faults with a place, or a map that can be polled by. */
public final class MapFuzz {
  private MapFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    MapReader.Result result = MapReader.read("map.yaml", new String(input, StandardCharsets.UTF_8));
    if (result instanceof MapReader.Parsed parsed) {
      accept(parsed.map());
    } else {
      for (Problem problem : ((Problems) result).problems()) {
        Hold.that(problem.line() >= 1, "a fault without a place: " + problem);
        Hold.that(
            problem.toString().chars().noneMatch(Character::isISOControl),
            "more than a line: " + problem);
      }
    }
  }

  private static void accept(RegisterMap map) {
    Hold.that(map.digest().length() == 64, "no digest");
    Hold.that(Roles.of(map).reportedOnChange().size() <= map.points().size(), "roles of nobody");
    for (ReadSpan span : new PollPlanner(map.link(), map.link().unit()).plan(map.points())) {
      Hold.that(span.count() > 0 && span.count() <= 125, "a read of " + span.count());
      Hold.that(span.start() + span.count() <= 65536, "a read beyond the last register");
    }
  }
}

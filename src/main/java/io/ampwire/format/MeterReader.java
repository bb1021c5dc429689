package io.ampwire.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.ampwire.group.LimitSettings;
import io.ampwire.group.PhaseAmps;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reader of a meter's JSON: one current per phase, by JSON pointers. No payload makes it throw. */
public final class MeterReader {
  private static final int LONGEST = 65_536;
  private static final int NESTING = 32;
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(NESTING).maxNumberLength(64).build())
          .build();

  private MeterReader() {}

  /** The currents, A; empty if a phase is missing or is not a finite number. */
  public static Optional<PhaseAmps> read(LimitSettings.Meter meter, byte[] payload) {
    if (payload.length > LONGEST) {
      return Optional.empty();
    }
    try {
      Map<String, Double> found = numbers(meter.phases(), payload);
      if (!found.keySet().containsAll(meter.phases())) {
        return Optional.empty();
      }
      List<Double> amps =
          meter.phases().stream().map(pointer -> found.get(pointer) * meter.factor()).toList();
      return Optional.of(
          amps.size() == 1
              ? PhaseAmps.each(amps.get(0))
              : new PhaseAmps(amps.get(0), amps.get(1), amps.get(2)));
    } catch (IOException | RuntimeException broken) {
      return Optional.empty();
    }
  }

  private static Map<String, Double> numbers(List<String> wanted, byte[] payload)
      throws IOException {
    Map<String, Double> found = new HashMap<>();
    try (JsonParser json = JSON.createParser(payload)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isNumeric()) {
          String pointer = json.getParsingContext().pathAsPointer().toString();
          double value = json.getDoubleValue();
          if (wanted.contains(pointer) && Double.isFinite(value)) {
            found.put(pointer, value);
          }
        }
      }
    }
    return found;
  }
}

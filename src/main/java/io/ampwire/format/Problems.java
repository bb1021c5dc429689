package io.ampwire.format;

import java.util.List;

/** All faults of a file, in the order of its lines; never empty. */
public record Problems(List<Problem> problems)
    implements MapReader.Result,
        InventoryReader.Result,
        MapLibrary.Result,
        EvidenceReader.Result,
        TraceReader.Result {
  public Problems {
    problems = List.copyOf(problems);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems without a problem");
    }
  }

  @Override
  public String toString() {
    return String.join("\n", problems.stream().map(Problem::toString).toList());
  }
}

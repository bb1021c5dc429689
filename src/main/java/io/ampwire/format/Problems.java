package io.ampwire.format;

import java.util.List;

/** Everything that is wrong with what was read, in the order of the lines; never empty. */
public record Problems(List<Problem> problems)
    implements MapReader.Result, InventoryReader.Result, MapLibrary.Result {
  public Problems {
    problems = List.copyOf(problems);
  }

  @Override
  public String toString() {
    return String.join("\n", problems.stream().map(Problem::toString).toList());
  }
}

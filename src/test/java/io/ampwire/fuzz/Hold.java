package io.ampwire.fuzz;

/** What must be true of every input, without the price of a fluent assertion. */
public final class Hold {
  private Hold() {}

  public static void that(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}

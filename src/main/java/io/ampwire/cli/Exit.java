package io.ampwire.cli;

/** Exit codes of every command. */
public final class Exit {
  public static final int DONE = 0;
  public static final int CHECK_FAILED = 1;

  /** Wrong usage or configuration; the command did nothing. */
  public static final int WRONG_USAGE = 2;

  private Exit() {}
}

package io.ampwire.cli.probe;

/** Failure to connect to a device: the check failed, the usage was right. */
public final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Unreachable(String message) {
    super(message);
  }
}

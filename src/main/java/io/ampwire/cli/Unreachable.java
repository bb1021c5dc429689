package io.ampwire.cli;

/** Failure to connect to a device: the check failed, the usage was right. */
final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreachable(String message) {
    super(message);
  }
}

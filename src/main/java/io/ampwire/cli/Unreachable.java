package io.ampwire.cli;

/** Nobody answers where a command was told to ask: the check failed, its usage was right. */
final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unreachable(String message) {
    super(message);
  }
}

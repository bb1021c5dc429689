package io.ampwire.link;

/**
 * Port: decides whether a charger may be written now. The connection checks it just before it
 * sends. It answers from memory and may be called from any thread.
 */
@FunctionalInterface
public interface WriteGate {
  /** Gate that is always open, for a bridge that is the only one. */
  WriteGate ALWAYS = nanos -> true;

  /**
   * Whether the right to write lasts for at least this time from now.
   *
   * @param nanos longest duration of the write
   */
  boolean openFor(long nanos);
}

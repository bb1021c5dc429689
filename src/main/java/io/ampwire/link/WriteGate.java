package io.ampwire.link;

/**
 * Port: whether a charger may be written now. It is asked when the bytes are about to leave, and
 * answers from memory, from any thread.
 */
@FunctionalInterface
public interface WriteGate {
  /** Where one bridge alone has the charger. */
  WriteGate ALWAYS = nanos -> true;

  /**
   * Whether the right to write lasts for at least so long from now.
   *
   * @param nanos what the write may take
   */
  boolean openFor(long nanos);
}

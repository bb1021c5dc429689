package io.ampwire.trust;

import java.util.Set;

/**
 * A key whose records count.
 *
 * @param name who holds it, for people
 * @param kinds kinds of records that count from this holder
 */
public record TrustedKey(String name, VerifyingKey key, Set<EvidenceKind> kinds) {
  public TrustedKey {
    kinds = Set.copyOf(kinds);
  }
}

package io.ampwire.trust;

import java.util.Set;

/**
 * A key whose records count.
 *
 * @param name who holds it, for people
 * @param kinds what its holder is believed; a key that never saw hardware need not vouch for it
 */
public record TrustedKey(String name, VerifyingKey key, Set<EvidenceKind> kinds) {
  public TrustedKey {
    kinds = Set.copyOf(kinds);
  }
}

package io.ampwire.trust;

import java.util.Set;

/**
 * A key whose records count.
 *
 * @param name name of the holder, for people
 * @param kinds kinds of records that count when signed with this key
 */
public record TrustedKey(String name, VerifyingKey key, Set<EvidenceKind> kinds) {
  public TrustedKey {
    kinds = Set.copyOf(kinds);
  }
}

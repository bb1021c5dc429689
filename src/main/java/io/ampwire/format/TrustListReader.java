package io.ampwire.format;

import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.TrustedKey;
import io.ampwire.trust.VerifyingKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reader of {@code trust.yaml}, the keys whose records count. */
final class TrustListReader {
  private TrustListReader() {}

  /** Returns the valid keys; invalid ones are reported as faults. */
  static List<TrustedKey> read(String text, Faults faults) {
    YamlNode root = YamlTree.parse(text, faults);
    root.only("schema", "keys");
    if (Scalars.integer(root.at("schema"), 1) != 1) {
      root.at("schema").fault("this version reads schema 1");
    }
    return root.at("keys").items().stream().flatMap(node -> key(node).stream()).toList();
  }

  private static Optional<TrustedKey> key(YamlNode node) {
    node.only("name", "key", "kinds");
    String name = Scalars.text(node.need("name"), "");
    Set<EvidenceKind> kinds = EnumSet.noneOf(EvidenceKind.class);
    for (YamlNode kind : node.need("kinds").items()) {
      kinds.add(Scalars.choice(kind, EvidenceKind.values(), EvidenceKind.TRACE));
    }
    try {
      return node.need("key").text().map(VerifyingKey::of).map(k -> new TrustedKey(name, k, kinds));
    } catch (IllegalArgumentException e) {
      node.at("key").fault(e.getMessage());
      return Optional.empty();
    }
  }
}

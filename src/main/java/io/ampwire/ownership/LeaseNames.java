package io.ampwire.ownership;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/**
 * Names and labels of leases. A bridge's name holds no dot, so two leases never share a name.
 *
 * @param owner pod whose end also ends the member's lease; empty if there is none
 */
record LeaseNames(String namespace, String bridge, int shards, Owner owner) {
  static final String BRIDGE = "ampwire.io/bridge";
  static final String SHARDS = "ampwire.io/shards";
  static final String MEMBER = "ampwire.io/member";
  static final String SHARD = "ampwire.io/shard";

  /** Pod. */
  record Owner(String name, String uid) {}

  ObjectMeta shard(int number) {
    return meta("shard." + number, SHARD, Integer.toString(number)).build();
  }

  ObjectMeta member(String name) {
    ObjectMetaBuilder meta = meta("member." + name, MEMBER, name);
    if (!owner.uid.isEmpty()) {
      meta.addNewOwnerReference()
          .withApiVersion("v1")
          .withKind("Pod")
          .withName(owner.name)
          .withUid(owner.uid)
          .endOwnerReference();
    }
    return meta.build();
  }

  private ObjectMetaBuilder meta(String what, String label, String value) {
    return new ObjectMetaBuilder()
        .withNamespace(namespace)
        .withName("ampwire." + bridge + "." + what)
        .withLabels(Map.of(BRIDGE, bridge, SHARDS, Integer.toString(shards), label, value));
  }
}

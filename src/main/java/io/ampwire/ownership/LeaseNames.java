package io.ampwire.ownership;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;

/**
 * What leases are called and how they are found. A bridge's name holds no dot, so no two leases
 * share a name.
 *
 * @param owner pod whose end is to end the member's lease too; empty where there is none
 */
record LeaseNames(String namespace, String bridge, int shards, Owner owner) {
  static final String BRIDGE = "ampwire.io/bridge";
  static final String SHARDS = "ampwire.io/shards";
  static final String MEMBER = "ampwire.io/member";
  static final String SHARD = "ampwire.io/shard";

  /** A pod. */
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

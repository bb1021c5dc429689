package io.ampwire.app;

import io.ampwire.fleet.Ownership;
import java.util.List;
import java.util.regex.Pattern;

/** What the keys about ownership come to, and everything that is wrong with them. */
final class OwnershipSetup {
  private static final String KEY = "ampwire.ownership.";
  private static final int MOST_SHARDS = 64;

  /** A level of a topic and a part of a lease's name; more levels lie below a charger's three. */
  private static final Pattern MEMBER =
      Pattern.compile("(?!(cmd|ack|point)$)[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  private final AmpwireConfig.Ownership config;
  private final List<String> wrong;

  OwnershipSetup(AmpwireConfig config, List<String> wrong) {
    this.config = config.ownership();
    this.wrong = wrong;
  }

  /** The ownership; every fault is among the wrong ones. */
  Ownership ownership() {
    if (config.mode() == AmpwireConfig.Ownership.Mode.NONE) {
      return Ownership.sole();
    }
    if (config.shards() < 1 || config.shards() > MOST_SHARDS) {
      wrong.add(KEY + "shards: must be 1 to " + MOST_SHARDS + ", not " + config.shards());
      return Ownership.sole();
    }
    return share();
  }

  private Ownership share() {
    int shard = config.shard().orElse(-1);
    if (shard < 0 || shard >= config.shards()) {
      wrong.add(
          KEY
              + "shard: which part is this bridge's, 0 to "
              + (config.shards() - 1)
              + "; each member has another one");
    }
    return Ownership.fixed(shard, config.shards(), member("shard-" + shard));
  }

  private String member(String unlessSet) {
    String member = config.member().orElse(unlessSet);
    if (config.member().isPresent() && !MEMBER.matcher(member).matches()) {
      wrong.add(
          KEY
              + "member: must be lower-case letters, digits, dots and dashes, at most 63, and not"
              + " cmd, ack or point; not '"
              + member
              + "'");
    }
    return member;
  }
}

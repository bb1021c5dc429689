package io.ampwire.system;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A hundred chargers on one feeder under random limits, while meter, controller, broker, bridge and
 * single chargers are killed: {@code mvn -Psoak verify -Dit.test=GroupLimitSoak
 * -Dgroup.limit.runs=20}. {@code -Dgroup.limit.seed} sets the first seed.
 */
class GroupLimitSoak {
  private static final int RUNS = Integer.getInteger("group.limit.runs", 20);
  private static final int OWNER_RUNS = Integer.getInteger("group.limit.owner-runs", 3);
  private static final long SEED = Long.getLong("group.limit.seed", 1);
  private static final int CHARGERS = Integer.getInteger("group.limit.chargers", 100);
  private static final Duration SLOT =
      Duration.ofSeconds(Integer.getInteger("group.limit.slot", 12));

  /** FAULTS C31. */
  @Test
  void noPhaseExceedsTheLimitWhicheverProcessIsKilled() throws Exception {
    GroupLimitReport report = new GroupLimitReport("one bridge");
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      Rig rig = new Rig();
      try {
        GroupLimitSite site = new GroupLimitSite(rig, seed, CHARGERS);
        BridgeProcess bridge =
            rig.bridge(site.broker)
                .java("-Xmx192m")
                .file("ampwire.inventory", "inventory.yaml", site.inventory())
                .start();
        report.add(
            seed,
            site,
            new GroupLimitRun(
                    site,
                    List.of(bridge),
                    () -> 0,
                    List.of(
                        GroupLimitRun.Kill.NOTHING,
                        GroupLimitRun.Kill.NOTHING,
                        GroupLimitRun.Kill.NOTHING,
                        GroupLimitRun.Kill.CONTROLLER,
                        GroupLimitRun.Kill.METER,
                        GroupLimitRun.Kill.BROKER,
                        GroupLimitRun.Kill.BRIDGE),
                    SLOT)
                .run());
      } finally {
        rig.end(false, "seed " + seed);
      }
    }
    report.print();
    report.assertKept();
  }

  /** FAULTS C33. The group's owner is killed, and asked to stop, while limits and cars change. */
  @Test
  void noPhaseExceedsTheLimitWhenTheGroupsOwnerChanges() throws Exception {
    GroupLimitReport report = new GroupLimitReport("two members");
    for (long seed = SEED; seed < SEED + OWNER_RUNS; seed++) {
      Rig rig = new Rig();
      try (ApiAuthority authority = new ApiAuthority();
          LeaseHistory leases = new LeaseHistory(authority.client())) {
        GroupLimitSite site = new GroupLimitSite(rig, seed, CHARGERS);
        List<BridgeProcess> members =
            List.of(
                member(rig, site, authority, 0).start(), member(rig, site, authority, 1).start());
        report.add(
            seed,
            site,
            new GroupLimitRun(
                    site,
                    members,
                    owner(leases),
                    List.of(
                        GroupLimitRun.Kill.NOTHING,
                        GroupLimitRun.Kill.BRIDGE,
                        GroupLimitRun.Kill.NOTHING,
                        GroupLimitRun.Kill.STOP),
                    SLOT)
                .run());
        System.out.println("owners in turn: " + leases.of(0));
      } finally {
        rig.end(false, "seed " + seed);
      }
    }
    report.print();
    report.assertKept();
  }

  private static GroupLimitRun.Owner owner(LeaseHistory leases) {
    return new GroupLimitRun.Owner() {
      @Override
      public int index() {
        return leases.owner(0).orElseThrow().equals(Cluster.name(0)) ? 0 : 1;
      }

      @Override
      public boolean held() {
        return leases.held(0);
      }
    };
  }

  /** All chargers of a group have to be in one shard, so there is one. */
  private static BridgeProcess member(
      Rig rig, GroupLimitSite site, ApiAuthority authority, int number) {
    BridgeProcess member = rig.bridge(site.broker).java("-Xmx192m");
    authority.settings().forEach(member::set);
    return member
        .file("ampwire.inventory", "inventory.yaml", site.inventory())
        .set("ampwire.ownership.mode", "kubernetes")
        .set("ampwire.ownership.lease", "fast")
        .set("ampwire.ownership.join-delay", "1s")
        .set("ampwire.ownership.shards", "1")
        .set("ampwire.ownership.member", Cluster.name(number));
  }
}

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
}

package io.ampwire.app.fleet;

import io.ampwire.fleet.GroupLedger;
import io.ampwire.link.Scheduler;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Feeders with their limits. Warns where the chargers of a feeder may draw more than it carries
 * when no controller is active.
 */
@ApplicationScoped
public class GroupWarnings {
  private static final Logger LOG = Logger.getLogger(GroupWarnings.class);

  private final GroupLedger ledger;
  private final Outbox outbox;
  private final Scheduler clock;

  GroupWarnings(Outbox outbox, Scheduler clock, GroupLimitSetup limits) {
    this.ledger = new GroupLedger(this::warn, Optional.of(limits.limits()));
    this.outbox = outbox;
    this.clock = clock;
  }

  public GroupLedger ledger() {
    return ledger;
  }

  private void warn(GroupLedger.Overdrawn overdrawn) {
    String group = overdrawn.group().name();
    long amps = (long) Math.ceil(overdrawn.amps());
    int most = overdrawn.group().maxCurrent();
    LOG.warnf(
        "group=%s event=group_overdrawn degraded=%d max-current=%d; without a controller its"
            + " chargers may draw more than the feeder carries, lower their degraded set points",
        group, amps, most);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("group", group);
    details.put("degraded", amps);
    details.put("max_current", most);
    outbox.offer(new Document.BridgeEvent("group_overdrawn", clock.wallMillis(), details));
  }
}

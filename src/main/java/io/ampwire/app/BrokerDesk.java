package io.ampwire.app;

import io.ampwire.charger.ChargerLane;
import io.ampwire.charger.Scheduler;
import io.ampwire.command.Command;
import io.ampwire.format.CommandParser;
import io.ampwire.format.MarkText;
import io.ampwire.mqtt.BrokerEvents;
import io.ampwire.mqtt.Topics;
import io.ampwire.telemetry.Outbox;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What comes from the broker, brought to the outbox or to the lane it is for. */
@ApplicationScoped
public class BrokerDesk implements BrokerEvents {
  private static final Logger LOG = Logger.getLogger(BrokerDesk.class);
  private static final int AFTER_CHANNELS = 4_000;

  private final Bridge bridge;
  private final Outbox outbox;
  private final Scheduler scheduler;
  private final Metrics metrics;
  private boolean up;
  private boolean told;
  private boolean channels;

  BrokerDesk(Bridge bridge, Outbox outbox, Scheduler scheduler, Metrics metrics) {
    this.bridge = bridge;
    this.outbox = outbox;
    this.scheduler = scheduler;
    this.metrics = metrics;
  }

  /** The incoming channel may connect before the outgoing one is there to be sent through. */
  synchronized void channelsAreThere(@Observes @Priority(AFTER_CHANNELS) StartupEvent event) {
    channels = true;
    if (up) {
      begin();
    }
  }

  @Override
  public synchronized void connected() {
    up = true;
    told = false;
    LOG.info("broker connected");
    if (channels) {
      begin();
    }
  }

  private void begin() {
    scheduler.execute(outbox::connected);
  }

  @Override
  public synchronized void disconnected() {
    if (!bridge.stopping() && (up || !told)) {
      LOG.warn("no connection to the broker; trying again until there is one");
    }
    up = false;
    told = true;
    scheduler.execute(outbox::disconnected);
  }

  @Override
  public void loop(byte[] payload) {
    MarkText.read(payload).ifPresent(outbox::returned);
  }

  @Override
  public void command(Topics.CommandAddress address, byte[] payload, boolean retained) {
    Optional<ChargerLane> lane = bridge.fleet().lane(address.charger());
    if (lane.isEmpty()) {
      metrics.ignoredMessage();
      return;
    }
    Command command =
        CommandParser.parse(
            address.name(), payload, retained, scheduler.nanos(), scheduler.wallMillis());
    lane.get().command(command);
  }

  @Override
  public void ignored(String topic) {
    metrics.ignoredMessage();
  }
}

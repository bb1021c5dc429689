package io.ampwire.app.fleet;

import io.ampwire.app.Bridge;
import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.config.Setup;
import io.ampwire.app.monitoring.Metrics;
import io.ampwire.fleet.Inventory;
import io.ampwire.fleet.InventorySettling;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.Problems;
import io.ampwire.link.Scheduler;
import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.Outbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Watcher that applies edits of the inventory while the bridge runs. It polls the file's content,
 * because mounts do not deliver file events. It applies content that stays unchanged between two
 * polls; it reports an invalid edit once and keeps the previous inventory.
 */
@ApplicationScoped
public class InventoryWatch {
  private static final Logger LOG = Logger.getLogger(InventoryWatch.class);
  private static final int AFTER_BRIDGE = 20;
  private static final int FIRST_TO_STOP = 1;
  private static final long EVERY_SECONDS = 1;

  private final AmpwireConfig config;
  private final Setup setup;
  private final Bridge bridge;
  private final Outbox outbox;
  private final Scheduler clock;
  private final Metrics metrics;
  private ScheduledExecutorService worker;
  private InventorySettling settling;

  InventoryWatch(
      AmpwireConfig config,
      Setup setup,
      Bridge bridge,
      Outbox outbox,
      Scheduler clock,
      Metrics metrics) {
    this.config = config;
    this.setup = setup;
    this.bridge = bridge;
    this.outbox = outbox;
    this.clock = clock;
    this.metrics = metrics;
  }

  void start(@Observes @Priority(AFTER_BRIDGE) StartupEvent event) throws IOException {
    if (config.demo() || config.inventory().isEmpty()) {
      return;
    }
    Path file = config.inventory().get();
    settling = new InventorySettling(Files.readString(file));
    worker = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "inventory"));
    worker.scheduleWithFixedDelay(() -> look(file), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
  }

  void stop(@Observes @Priority(FIRST_TO_STOP) ShutdownEvent event) {
    if (worker != null) {
      worker.shutdownNow();
    }
  }

  private void look(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException | RuntimeException e) {
      String why = file + " cannot be read: " + e.getMessage();
      if (settling.settled(why, clock.nanos())) {
        settling.taken(why);
        reject(why);
      }
      return;
    }
    if (settling.settled(text, clock.nanos())) {
      take(file, text);
    }
  }

  private void take(Path file, String text) {
    InventoryReader.Result result =
        InventoryReader.read(file.toString(), text, setup.library().maps());
    if (result instanceof Problems problems) {
      settling.taken(text);
      reject(problems.toString());
      return;
    }
    Inventory inventory = ((InventoryReader.Parsed) result).inventory();
    if (settling.waits(bridge.inventory(), inventory, clock.nanos())) {
      return;
    }
    settling.taken(text);
    List<String> divided = setup.ownership().shards().divided(inventory);
    if (!divided.isEmpty()) {
      reject(String.join("\n", divided));
      return;
    }
    bridge.apply(inventory);
    LOG.infof("inventory applied: %d chargers", inventory.chargers().size());
  }

  private void reject(String why) {
    LOG.errorf("inventory rejected, the previous one stays in force:%n%s", why);
    metrics.inventoryRejected();
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("message", why);
    outbox.offer(new Document.BridgeEvent("inventory_rejected", clock.wallMillis(), details));
  }
}

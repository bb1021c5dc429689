package io.ampwire.app.config;

import io.ampwire.app.broker.BrokerLimitsCheck;
import io.ampwire.app.broker.BrokerSetup;
import io.ampwire.app.console.TokenFiles;
import io.ampwire.app.demo.Demo;
import io.ampwire.app.fleet.OwnershipSetup;
import io.ampwire.app.sparkplug.SparkplugSetup;
import io.ampwire.fleet.Inventory;
import io.ampwire.fleet.Ownership;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.MapLibrary;
import io.ampwire.format.Problem;
import io.ampwire.format.Problems;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.trust.TrustBook;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Validated configuration, or the list of every fault in it. */
public record Setup(
    MapLibrary library,
    EvidenceLibrary evidence,
    Inventory inventory,
    BrokerSettings broker,
    Ownership ownership) {
  private static final Logger LOG = Logger.getLogger(Setup.class);
  private static final Pattern LEVEL = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
  private static final Pattern CONSOLE_URL =
      Pattern.compile(
          "(https?|homeassistant)://[A-Za-z0-9._~:\\[\\]-]{1,253}(/[A-Za-z0-9._~/-]{0,200})?");
  private static final int MOST_CONNECTS = 10_000;
  private static final Pattern BASE = Pattern.compile("[^+#/$\\p{Cc}][^+#\\p{Cc}]{0,127}");

  /** Reads the whole configuration; refuses to start if anything is invalid. */
  public static Setup of(
      AmpwireConfig config,
      Demo demo,
      TlsConfigurationRegistry certificates,
      Vertx vertx,
      Path data,
      String run) {
    List<String> wrong = new ArrayList<>(UnknownKeys.find());
    wrong.addAll(UnsafeSettings.find());
    names(config, wrong);
    TokenFiles.check(config, wrong);
    new SparkplugSetup(config).check(wrong);
    String url = config.demo() ? demo.brokerUrl() : config.mqtt().url();
    OwnershipSetup sharing = new OwnershipSetup(config, run, wrong);
    Ownership ownership = sharing.ownership();
    Optional<BrokerSettings> broker =
        new BrokerSetup(config, url, ownership.member(), certificates, vertx, wrong).settings();
    Optional<MapLibrary> library = library(config, wrong);
    Optional<Inventory> inventory = inventory(config, demo, library, wrong);
    inventory.map(ownership.shards()::divided).ifPresent(wrong::addAll);
    inventory.ifPresent(all -> sharing.check(all, LOG::warn));
    EvidenceLibrary evidence = evidence(config, data);
    broker
        .map(settings -> BrokerLimitsCheck.of(settings, config).faults(inventory, evidence.book()))
        .ifPresent(wrong::addAll);
    if (!wrong.isEmpty()) {
      throw StartRefused.because(wrong);
    }
    evaluate(evidence.book(), inventory.orElseThrow());
    return new Setup(
        library.orElseThrow(), evidence, inventory.orElseThrow(), broker.orElseThrow(), ownership);
  }

  /** Verifies the signatures of the evidence in parallel to the rest of the start. */
  private static void evaluate(TrustBook book, Inventory inventory) {
    Thread judge =
        new Thread(
            () -> inventory.chargers().stream().map(c -> c.map()).distinct().forEach(book::of),
            "evidence");
    judge.setDaemon(true);
    judge.start();
  }

  private static void names(AmpwireConfig config, List<String> wrong) {
    if (!LEVEL.matcher(config.bridgeId()).matches()) {
      wrong.add("ampwire.bridge-id: must be " + LEVEL + ", not '" + config.bridgeId() + "'");
    }
    levels("ampwire.base-topic", config.baseTopic(), wrong);
    levels("ampwire.homeassistant.prefix", config.homeassistant().prefix(), wrong);
    config.homeassistant().consoleUrl().ifPresent(url -> consoleUrl(url, wrong));
    config.modbus().connectsPerSecond().ifPresent(rate -> connects(rate, wrong));
    within(
        "ampwire.history.sessions", config.history().sessions(), Duration.ofDays(1), 4000, wrong);
    within("ampwire.history.minutes", config.history().minutes(), Duration.ofHours(1), 400, wrong);
  }

  private static void connects(int perSecond, List<String> wrong) {
    if (perSecond < 1 || perSecond > MOST_CONNECTS) {
      wrong.add(
          "ampwire.modbus.connects-per-second: must be 1 to "
              + MOST_CONNECTS
              + ", not "
              + perSecond);
    }
  }

  /** Bounds how long history is kept, and with it the disk that it takes. */
  private static void within(
      String key, Duration age, Duration least, int most, List<String> wrong) {
    if (age.compareTo(least) < 0 || age.compareTo(Duration.ofDays(most)) > 0) {
      wrong.add(key + ": must be " + least.toHours() + "H to " + most + "D");
    }
  }

  /** Validates the console's URL. Home Assistant rejects a whole device if its link is invalid. */
  private static void consoleUrl(String url, List<String> wrong) {
    if (!CONSOLE_URL.matcher(url).matches()) {
      wrong.add(
          "ampwire.homeassistant.console-url: must be like http://gateway.example:8080, not '"
              + url
              + "'");
    }
  }

  private static void levels(String key, String topic, List<String> wrong) {
    if (!BASE.matcher(topic).matches() || topic.endsWith("/") || topic.contains("//")) {
      wrong.add(key + ": must be topic levels without + # $, not '" + topic + "'");
    }
  }

  private static Optional<MapLibrary> library(AmpwireConfig config, List<String> wrong) {
    MapLibrary.Result result = MapLibrary.load(config.maps());
    if (result instanceof MapLibrary.Loaded loaded) {
      return Optional.of(loaded.library());
    }
    ((Problems) result).problems().stream().map(Problem::toString).forEach(wrong::add);
    return Optional.empty();
  }

  /** Loads evidence records from the data folder and from the maps folder. */
  private static EvidenceLibrary evidence(AmpwireConfig config, Path data) {
    List<Path> maps = config.maps().stream().toList();
    List<Path> trusted = new ArrayList<>(config.trustMapsFolder() ? maps : List.of());
    trusted.add(data);
    return EvidenceLibrary.load(trusted, config.trustMapsFolder() ? List.of() : maps);
  }

  private static Optional<Inventory> inventory(
      AmpwireConfig config, Demo demo, Optional<MapLibrary> library, List<String> wrong) {
    Optional<InventoryReader.Result> read = read(config, demo, library, wrong);
    InventoryReader.Result result = read.orElse(null);
    if (result instanceof InventoryReader.Parsed parsed) {
      return Optional.of(parsed.inventory());
    }
    if (result instanceof Problems problems) {
      problems.problems().stream().map(Problem::toString).forEach(wrong::add);
    }
    return Optional.empty();
  }

  private static Optional<InventoryReader.Result> read(
      AmpwireConfig config, Demo demo, Optional<MapLibrary> complete, List<String> wrong) {
    MapLibrary library = complete.orElseGet(() -> MapLibrary.usable(config.maps()));
    if (config.demo()) {
      return Optional.of(InventoryReader.read("demo", demo.inventory(), library.maps()));
    }
    if (config.inventory().isPresent()) {
      Path file = config.inventory().get();
      try {
        String text = Files.readString(file);
        return Optional.of(
            complete.isPresent()
                ? InventoryReader.read(file.toString(), text, library.maps())
                : InventoryReader.readBesideBrokenMaps(file.toString(), text, library.maps()));
      } catch (IOException e) {
        wrong.add("ampwire.inventory: " + file + " cannot be read");
        return Optional.empty();
      }
    }
    if (config.chargers().isPresent()) {
      return Optional.of(InventoryReader.readShort(config.chargers().get(), library.maps()));
    }
    wrong.add(
        "no chargers: set AMPWIRE_CHARGERS=garage@192.0.2.11, or AMPWIRE_INVENTORY=inventory.yaml;"
            + " to look around first, run the command demo");
    return Optional.empty();
  }
}

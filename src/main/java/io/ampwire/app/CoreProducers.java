package io.ampwire.app;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.config.HostClock;
import io.ampwire.app.config.Setup;
import io.ampwire.app.demo.Demo;
import io.ampwire.app.monitoring.ChargerLog;
import io.ampwire.app.sparkplug.SparkplugNodes;
import io.ampwire.app.state.BridgeState;
import io.ampwire.app.state.DiscoveryTopics;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.format.JsonDocuments;
import io.ampwire.homeassistant.BridgeDescription;
import io.ampwire.homeassistant.Discovery;
import io.ampwire.homeassistant.HomeAssistantConfig;
import io.ampwire.journal.DataFolder;
import io.ampwire.link.Scheduler;
import io.ampwire.modbus.EventLoops;
import io.ampwire.modbus.VertxScheduler;
import io.ampwire.mqtt.BrokerEvents;
import io.ampwire.mqtt.BrokerSession;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.mqtt.ClusterStatus;
import io.ampwire.mqtt.ConnectOptions;
import io.ampwire.mqtt.DocumentProperties;
import io.ampwire.mqtt.ResponseTopics;
import io.ampwire.mqtt.Topics;
import io.ampwire.session.SessionTracker;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.FanOutSink;
import io.ampwire.telemetry.Journal;
import io.ampwire.telemetry.Outbox;
import io.ampwire.telemetry.PacedPublisher;
import io.ampwire.telemetry.Publisher;
import io.ampwire.telemetry.RecentHistory;
import io.ampwire.telemetry.Telemetry;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Producer of the core parts, which do not depend on the framework. */
@Singleton
public class CoreProducers {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";

  private static final Logger LOG = Logger.getLogger(CoreProducers.class);

  private final SecureRandom random = new SecureRandom();

  /** Identifier of this run of the process, and its start time. */
  record Boot(String name, long startedMillis) {}

  /**
   * Event loop of the broker's session and of the outbox, so that a document changes threads once,
   * from its charger's loop.
   */
  record BrokerLoop(Context context) {}

  @Produces
  @Singleton
  Boot boot() {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      name.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return new Boot(name.toString(), System.currentTimeMillis());
  }

  @Produces
  @Singleton
  Setup setup(
      AmpwireConfig config,
      Demo demo,
      TlsConfigurationRegistry certificates,
      Vertx vertx,
      DataFolder data,
      Boot boot) {
    return Setup.of(config, demo, certificates, vertx, data.path(), boot.name());
  }

  @Produces
  @Singleton
  DataFolder data(AmpwireConfig config) {
    return DataFolder.open(config.dataDir(), config.bridgeId(), config.adoptData(), LOG::warn);
  }

  @Produces
  @Singleton
  BrokerSettings broker(Setup setup) {
    return setup.broker();
  }

  @Produces
  @Singleton
  BrokerLoop brokerLoop(Vertx vertx) {
    return new BrokerLoop(loop(vertx));
  }

  @Produces
  @Singleton
  BrokerSession session(
      BrokerLoop loop, BrokerSettings broker, Topics topics, BrokerEvents events) {
    return new BrokerSession(loop.context(), new ConnectOptions(broker, topics), topics, events);
  }

  @Produces
  @Singleton
  Topics topics(AmpwireConfig config, Setup setup) {
    HomeAssistantConfig chosen = config.homeassistant();
    return new Topics(
        config.baseTopic(),
        config.bridgeId(),
        setup.ownership().member(),
        chosen.enabled() ? Optional.of(chosen.prefix() + "/status") : Optional.empty(),
        config.command().controllerTopics());
  }

  /** All members use the same client id, so the broker ends the previous member's connection. */
  @Produces
  @Singleton
  ClusterStatus status(Vertx vertx, BrokerSettings broker, Topics topics, AmpwireConfig config) {
    String client = config.mqtt().clientId().orElse("ampwire-" + config.bridgeId()) + "-status";
    return new ClusterStatus(vertx, broker, client, topics);
  }

  @Produces
  @Singleton
  ResponseTopics responseTopics(Topics topics, AmpwireConfig config) {
    return new ResponseTopics(topics, config.command().responseTopics().orElse(List.of()));
  }

  @Produces
  @Singleton
  DocumentProperties documentProperties(Boot boot, AmpwireConfig config) {
    return new DocumentProperties(
        boot.name(), config.baseTopic() + "/" + config.bridgeId(), config.mqtt().cloudevents());
  }

  @Produces
  @Singleton
  DocumentEncoder encoder(Boot boot, Setup setup) {
    return new JsonDocuments(boot.name(), setup.evidence().book());
  }

  @Produces
  @Singleton
  HostClock hostClock(AmpwireConfig config) {
    return new HostClock(config.clockMark());
  }

  /** Scheduler for work that is not specific to a charger. */
  @Produces
  @Singleton
  Scheduler scheduler(Vertx vertx, HostClock hostClock) {
    return new VertxScheduler(loop(vertx), hostClock);
  }

  private static Context loop(Vertx vertx) {
    return EventLoops.take(vertx, 1).toCompletionStage().toCompletableFuture().join().get(0);
  }

  @Produces
  @Singleton
  Outbox outbox(
      Publisher publisher,
      Journal journal,
      BrokerLoop loop,
      HostClock hostClock,
      Boot boot,
      AmpwireConfig config,
      Setup setup) {
    Scheduler own = new VertxScheduler(loop.context(), hostClock);
    return new Outbox(
        paced(publisher, own, setup.broker().profile().perSecond()),
        journal,
        own,
        new Outbox.Settings(
            boot.name(),
            random,
            config.journal().sync().toNanos(),
            setup.broker().profile().window()));
  }

  private static Publisher paced(Publisher publisher, Scheduler scheduler, OptionalInt perSecond) {
    return perSecond.isPresent()
        ? new PacedPublisher(publisher, scheduler, perSecond.getAsInt())
        : publisher;
  }

  @Produces
  @Singleton
  Telemetry telemetry(Outbox outbox) {
    return new Telemetry(outbox);
  }

  @Produces
  @Singleton
  Discovery discovery(
      Telemetry telemetry,
      Topics topics,
      BridgeState memory,
      AmpwireConfig config,
      Scheduler scheduler,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    HomeAssistantConfig chosen = config.homeassistant();
    BridgeDescription site =
        new BridgeDescription(
            config.baseTopic(), config.bridgeId(), version, chosen.compat(), chosen.consoleUrl());
    return new Discovery(
        telemetry,
        new DiscoveryTopics(topics),
        memory.announced(),
        new Discovery.Settings(chosen.enabled(), chosen.prefix(), site),
        scheduler,
        random);
  }

  @Produces
  @Singleton
  RecentHistory history() {
    return new RecentHistory();
  }

  /**
   * The sinks. Discovery comes first, so that Home Assistant knows a charger before its documents.
   * Sessions come last, so that a session follows the state that it begins with.
   */
  @Produces
  @Singleton
  FanOutSink sink(
      ChargerLog log,
      RecentHistory history,
      Discovery discovery,
      Telemetry telemetry,
      SessionTracker sessions,
      SparkplugNodes sparkplug) {
    List<TelemetrySink> sinks = List.of(log, history, discovery, telemetry, sessions);
    return new FanOutSink(
        sparkplug.enabled() ? Stream.concat(sinks.stream(), Stream.of(sparkplug)).toList() : sinks);
  }
}

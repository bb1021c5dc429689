package io.ampwire.app;

import io.ampwire.mqtt.MqttConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Every key under {@code ampwire}; a key that is not here is an error at start. */
@ConfigMapping(prefix = "ampwire")
public interface AmpwireConfig {
  /** Second level of every topic, the name of this bridge. */
  @WithDefault("bridge")
  String bridgeId();

  /** First level of every topic; may have levels of its own. */
  @WithDefault("ampwire")
  String baseTopic();

  /** File with the chargers. */
  Optional<Path> inventory();

  /** Chargers in short: {@code garage@192.0.2.11,drive@192.0.2.12:502}. */
  Optional<String> chargers();

  /** Folder with more register maps. */
  Optional<Path> maps();

  /** Whether {@code evidence/trust.yaml} of the maps folder may add trusted keys. */
  @WithDefault("false")
  boolean trustMapsFolder();

  /** Where the bridge keeps what must outlive it. */
  @WithDefault("data")
  Path dataDir();

  /** Takes over the data that another bridge id left in the data folder. */
  @WithDefault("false")
  boolean adoptData();

  /** File that is there once this machine's clock is set, if its folder is there at all. */
  @WithDefault("/run/systemd/timesync/synchronized")
  Path clockMark();

  /** Simulated chargers and a broker in this process. */
  @WithDefault("false")
  boolean demo();

  /** Port the demo's broker tries first. */
  @WithName("demo.mqtt-port")
  @WithDefault("1883")
  int demoMqttPort();

  MqttConfig mqtt();

  Command command();

  Journal journal();

  HomeAssistant homeassistant();

  Http http();

  Console console();

  Ownership ownership();

  /** What is asked of chargers. */
  interface Command {
    /** Hears {@code cmd/{name}/{controller}} too, so that an access list can bind who asks. */
    @WithDefault("false")
    boolean controllerTopics();

    /** MQTT 5: filters of response topics outside the bridge's own tree that are answered. */
    Optional<List<String>> responseTopics();
  }

  /** Documents that the broker has not got yet. */
  interface Journal {
    /** Of documents on disk; the oldest go first. */
    @WithDefault("256M")
    MemorySize size();

    /** A document that is older is dropped. */
    @WithDefault("7D")
    Duration age();

    /** The longest time for which a document is in memory alone. */
    @WithDefault("1S")
    Duration sync();
  }

  /** Discovery for Home Assistant. */
  interface HomeAssistant {
    @WithDefault("true")
    boolean enabled();

    @WithDefault("homeassistant")
    String prefix();

    @WithDefault("false")
    boolean compat();

    /** Where a browser reaches the console, for the link on each device's page. */
    Optional<String> consoleUrl();
  }

  /** The API. */
  interface Http {
    /** Permits the API to strangers beyond this machine. */
    @WithDefault("false")
    boolean allowAnonymous();

    /** File with tokens of those who may read. */
    Optional<Path> tokenFile();

    /** File with tokens of those who may read, and command where the console may. */
    Optional<Path> operatorTokenFile();

    /** Further host names by which callers without a token, and monitoring, may address it. */
    Optional<List<String>> hosts();

    /** Addresses or networks of reverse proxies whose {@code X-Forwarded-*} headers count. */
    Optional<List<String>> trustedProxies();

    /** Connections of one port at once. */
    @WithDefault("320")
    int maxConnections();

    /** Connections of one port and one client address at once. */
    @WithDefault("100")
    int maxConnectionsPerAddress();

    /** Time for the head of a connection's first request. */
    @WithDefault("10S")
    Duration headTimeout();

    /** Time for the head of each further request. */
    @WithDefault("60S")
    Duration idleTimeout();

    /** Time for a request's body. */
    @WithDefault("30S")
    Duration bodyTimeout();
  }

  /** The console. */
  interface Console {
    /** Permits operators to send commands over HTTP. */
    @WithDefault("false")
    boolean control();
  }

  /** Who has which chargers, where several bridges share an installation. */
  interface Ownership {
    @WithDefault("none")
    Mode mode();

    /** Into how many parts the chargers are cut; the same for all members. */
    @WithDefault("16")
    int shards();

    /** Static mode: the part that is this bridge's, from 0. */
    OptionalInt shard();

    /** This bridge's name among its members. */
    Optional<String> member();

    /** How long a lease lasts. */
    @WithDefault("default")
    Preset lease();

    /** Where the leases are; without it, the namespace of the pod. */
    Optional<String> namespace();

    /** The pod's uid, with whose end the member's lease goes. */
    Optional<String> podUid();

    /** How long a member has to be well before another hands shards to it. */
    @WithDefault("30S")
    Duration joinDelay();

    /** Whether a charger that was another member's is watched before it is written. */
    @WithDefault("true")
    boolean takeoverWatch();

    /** How the members decide. */
    enum Mode {
      NONE,
      STATIC,
      KUBERNETES
    }

    /** Times of leases that belong together. */
    enum Preset {
      DEFAULT,
      FAST
    }
  }
}

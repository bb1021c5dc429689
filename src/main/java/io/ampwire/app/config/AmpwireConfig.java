package io.ampwire.app.config;

import io.ampwire.mqtt.MqttConfig;
import io.ampwire.sparkplug.SparkplugConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** All keys under {@code ampwire}; an unknown key is an error at start. */
@ConfigMapping(prefix = "ampwire")
public interface AmpwireConfig {
  /** Second level of every topic: the name of this bridge. */
  @WithDefault("bridge")
  String bridgeId();

  /** First level of every topic; may have levels of its own. */
  @WithDefault("ampwire")
  String baseTopic();

  /** File that lists the chargers. */
  Optional<Path> inventory();

  /** Short form of the inventory: {@code garage@192.0.2.11,drive@192.0.2.12:502}. */
  Optional<String> chargers();

  /** Folder with additional register maps. */
  Optional<Path> maps();

  /** Whether {@code evidence/trust.yaml} of the maps folder may add trusted keys. */
  @WithDefault("false")
  boolean trustMapsFolder();

  /** Folder for data that outlives the process. */
  @WithDefault("data")
  Path dataDir();

  /** Takes over data in the data folder that belongs to another bridge id. */
  @WithDefault("false")
  boolean adoptData();

  /** File that exists once this machine's clock is set; ignored if its folder does not exist. */
  @WithDefault("/run/systemd/timesync/synchronized")
  Path clockMark();

  /** Whether to run simulated chargers and a broker in this process. */
  @WithDefault("false")
  boolean demo();

  /** Port that the demo's broker tries first. */
  @WithName("demo.mqtt-port")
  @WithDefault("1883")
  int demoMqttPort();

  Modbus modbus();

  MqttConfig mqtt();

  Command command();

  Journal journal();

  History history();

  HomeAssistant homeassistant();

  SparkplugConfig sparkplug();

  Http http();

  Console console();

  Ownership ownership();

  /** Connections to chargers. */
  interface Modbus {
    /**
     * Most connection attempts per second, for a weak network; without it, the answers of the
     * network limit them.
     */
    OptionalInt connectsPerSecond();
  }

  /** Commands to chargers. */
  interface Command {
    /**
     * Also subscribes to {@code cmd/{name}/{controller}}, so that an access list can restrict who
     * sends a command.
     */
    @WithDefault("false")
    boolean controllerTopics();

    /** MQTT 5: filters of response topics outside the bridge's own tree that are answered. */
    Optional<List<String>> responseTopics();
  }

  /** Journal of documents that the broker has not proved to have. */
  interface Journal {
    /** Bound of documents on disk; the oldest are dropped first. */
    @WithDefault("256M")
    MemorySize size();

    /** Largest age of a document; older documents are dropped. */
    @WithDefault("7D")
    Duration age();

    /** Longest time for which a document is only in memory. */
    @WithDefault("1S")
    Duration sync();
  }

  /** Charging sessions and one-minute means on disk. */
  interface History {
    /** How long a session is kept after its beginning. */
    @WithDefault("400D")
    Duration sessions();

    /** How long one-minute means are kept; at most 400 days. */
    @WithDefault("7D")
    Duration minutes();
  }

  /** Home Assistant MQTT discovery. */
  interface HomeAssistant {
    @WithDefault("true")
    boolean enabled();

    @WithDefault("homeassistant")
    String prefix();

    @WithDefault("false")
    boolean compat();

    /** Address of the console as a browser reaches it, for the link on each device's page. */
    Optional<String> consoleUrl();
  }

  /** HTTP API. */
  interface Http {
    /** Allows clients beyond this machine to read the API without a token. */
    @WithDefault("false")
    boolean allowAnonymous();

    /** File with the tokens of viewers. */
    Optional<Path> tokenFile();

    /**
     * File with the tokens of operators, who may read, and send commands if the console allows it.
     */
    Optional<Path> operatorTokenFile();

    /**
     * Further host names by which monitoring and callers without a token may address the server.
     */
    Optional<List<String>> hosts();

    /** Addresses or networks of reverse proxies whose {@code X-Forwarded-*} headers are trusted. */
    Optional<List<String>> trustedProxies();

    /** Largest number of simultaneous connections per port. */
    @WithDefault("320")
    int maxConnections();

    /** Largest number of simultaneous connections per port and client address. */
    @WithDefault("100")
    int maxConnectionsPerAddress();

    /** Timeout for the head of a connection's first request. */
    @WithDefault("10S")
    Duration headTimeout();

    /** Timeout for the head of each further request. */
    @WithDefault("60S")
    Duration idleTimeout();

    /** Timeout for a request's body. */
    @WithDefault("30S")
    Duration bodyTimeout();
  }

  /** Web console. */
  interface Console {
    /** Allows operators to send commands over HTTP. */
    @WithDefault("false")
    boolean control();
  }

  /** Distribution of chargers over several bridges that share an installation. */
  interface Ownership {
    @WithDefault("none")
    Mode mode();

    /** Number of shards; the same for all members. */
    @WithDefault("16")
    int shards();

    /** Static mode: the shard of this bridge, from 0. */
    OptionalInt shard();

    /** Name of this bridge among the members; unique. */
    Optional<String> member();

    /** Preset of lease times. */
    @WithDefault("default")
    Preset lease();

    /** Kubernetes namespace of the leases; defaults to the namespace of the pod. */
    Optional<String> namespace();

    /** UID of the pod. Kubernetes deletes the member's lease together with the pod. */
    Optional<String> podUid();

    /** How long a member has to be healthy before another member hands shards to it. */
    @WithDefault("30S")
    Duration joinDelay();

    /** Whether the bridge watches a charger of another member before it writes to it. */
    @WithDefault("true")
    boolean takeoverWatch();

    /** How members divide the shards. */
    enum Mode {
      NONE,
      STATIC,
      KUBERNETES
    }

    /** Presets of lease times that fit together. */
    enum Preset {
      DEFAULT,
      FAST
    }
  }
}

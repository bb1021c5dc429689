package io.ampwire.app.config;

import io.ampwire.homeassistant.HomeAssistantConfig;
import io.ampwire.http.ConsoleConfig;
import io.ampwire.http.HttpConfig;
import io.ampwire.journal.HistoryConfig;
import io.ampwire.journal.JournalConfig;
import io.ampwire.modbus.ModbusConfig;
import io.ampwire.mqtt.CommandConfig;
import io.ampwire.mqtt.MqttConfig;
import io.ampwire.ownership.OwnershipConfig;
import io.ampwire.sparkplug.SparkplugConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

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

  /** How often the demo polls each of its chargers. */
  @WithName("demo.poll")
  @WithDefault("1s")
  Duration demoPoll();

  ModbusConfig modbus();

  MqttConfig mqtt();

  CommandConfig command();

  JournalConfig journal();

  HistoryConfig history();

  HomeAssistantConfig homeassistant();

  SparkplugConfig sparkplug();

  HttpConfig http();

  ConsoleConfig console();

  OwnershipConfig ownership();
}

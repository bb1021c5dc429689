package io.ampwire.mqtt;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keys under {@code ampwire.mqtt}: where the broker is and how the bridge connects to it. */
public interface MqttConfig {
  /** {@code mqtt://host:1883}, or {@code mqtts://host:8883} for TLS. */
  @WithDefault("mqtt://localhost:1883")
  String url();

  /** Kind of broker whose published limits apply: {@code generic} or {@code aws-iot-core}. */
  @WithDefault("generic")
  String profile();

  Optional<String> username();

  /** File whose first line is the password. */
  Optional<Path> passwordFile();

  Optional<String> clientId();

  Tls tls();

  /** Version of the protocol: {@code auto}, {@code 5} or {@code 3.1.1}. */
  @WithDefault("auto")
  String version();

  /** Largest outgoing packet in bytes, for a broker that does not state its limit. */
  Optional<MemorySize> maxPacket();

  /** MQTT 5: how long the broker waits before it publishes the last will. */
  @WithDefault("0S")
  Duration willDelay();

  /** MQTT 5: whether state and events carry CloudEvents attributes as user properties. */
  @WithDefault("false")
  boolean cloudevents();

  /** Allows an unencrypted or anonymous connection beyond this machine. */
  @WithDefault("false")
  boolean allowPlaintext();

  /** Certificates and key of an encrypted connection. */
  interface Tls {
    /** PEM file with the trusted certificates; without it, the Java runtime's trust store. */
    Optional<Path> caFile();

    /** PEM file with the bridge's client certificate, for a broker that requires one. */
    Optional<Path> certificateFile();

    /** PEM file with the unencrypted key of that certificate. */
    Optional<Path> keyFile();
  }
}

package io.ampwire.mqtt;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
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

  /** Permits an unencrypted or anonymous connection beyond this machine. */
  @WithDefault("false")
  boolean allowPlaintext();

  /** Certificates and key of an encrypted connection. */
  interface Tls {
    /** PEM file with the trusted certificates; without it, the Java runtime's trust store. */
    Optional<Path> caFile();

    /** PEM file with the bridge's own certificate, for a broker that asks for one. */
    Optional<Path> certificateFile();

    /** PEM file with the unencrypted key of that certificate. */
    Optional<Path> keyFile();
  }
}

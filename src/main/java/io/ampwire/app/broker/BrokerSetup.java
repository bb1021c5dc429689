package io.ampwire.app.broker;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.app.config.SecretFilePermissions;
import io.ampwire.mqtt.BrokerProfile;
import io.ampwire.mqtt.BrokerSettings;
import io.ampwire.mqtt.BrokerTls;
import io.ampwire.mqtt.MqttConfig;
import io.ampwire.mqtt.PasswordFile;
import io.ampwire.mqtt.ResponseTopics;
import io.ampwire.mqtt.VersionNegotiation;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reader of the broker's keys; it collects every fault. */
public final class BrokerSetup {
  private static final String TLS = "ampwire.mqtt.tls.";

  /** Smallest packet that can carry a probe message on the longest topic. */
  private static final long LEAST_PACKET = 512;

  private static final long LONGEST_WILL_DELAY = 3_600;

  private final MqttConfig mqtt;
  private final String url;
  private final String clientId;
  private final Optional<List<String>> responseTopics;
  private final TlsConfigurationRegistry registry;
  private final Vertx vertx;
  private final List<String> wrong;

  public BrokerSetup(
      AmpwireConfig config,
      String url,
      Optional<String> member,
      TlsConfigurationRegistry registry,
      Vertx vertx,
      List<String> wrong) {
    this.mqtt = config.mqtt();
    this.url = url;
    this.responseTopics = config.command().responseTopics();
    this.clientId =
        mqtt.clientId().orElse("ampwire-" + config.bridgeId())
            + member.map(name -> "-" + name).orElse("");
    this.registry = registry;
    this.vertx = vertx;
    this.wrong = wrong;
  }

  /** The settings, if the URL is valid; every fault is added to the constructor's list. */
  public Optional<BrokerSettings> settings() {
    mqtt.passwordFile().ifPresent(file -> secret("ampwire.mqtt.password-file", file));
    if (mqtt.passwordFile().isPresent() && mqtt.username().isEmpty()) {
      wrong.add("ampwire.mqtt.password-file: needs ampwire.mqtt.username beside it");
    }
    Optional<BrokerTls> named = certificates();
    BrokerProfile profile = profile();
    BrokerSettings.ProtocolSettings protocol = protocol();
    responseTopics
        .filter(filters -> !filters.stream().allMatch(ResponseTopics::isFilter))
        .ifPresent(
            filters ->
                wrong.add(
                    "ampwire.command.response-topics: must be MQTT topic filters, not " + filters));
    Optional<BrokerSettings.Address> address = address();
    address.ifPresent(this::encryption);
    return address.map(
        where ->
            new BrokerSettings(
                where,
                profile,
                clientId,
                mqtt.username(),
                mqtt.passwordFile().map(PasswordFile::new),
                where.encrypted() ? Optional.of(tls(named)) : Optional.empty(),
                protocol));
  }

  private BrokerSettings.ProtocolSettings protocol() {
    Optional<VersionNegotiation.Choice> version = VersionNegotiation.Choice.of(mqtt.version());
    if (version.isEmpty()) {
      wrong.add(
          "ampwire.mqtt.version: must be "
              + VersionNegotiation.Choice.labels()
              + ", not '"
              + mqtt.version()
              + "'");
    }
    long maxPacket =
        mqtt.maxPacket().map(MemorySize::asLongValue).orElse(BrokerSettings.NO_PACKET_LIMIT);
    if (maxPacket < LEAST_PACKET || maxPacket > BrokerSettings.NO_PACKET_LIMIT) {
      wrong.add(
          "ampwire.mqtt.max-packet: must be "
              + LEAST_PACKET
              + ".."
              + BrokerSettings.NO_PACKET_LIMIT
              + " bytes, not "
              + maxPacket);
    }
    long willDelay = mqtt.willDelay().toSeconds();
    if (willDelay < 0 || willDelay > LONGEST_WILL_DELAY) {
      wrong.add(
          "ampwire.mqtt.will-delay: must be 0.." + LONGEST_WILL_DELAY + " s, not " + willDelay);
    }
    return new BrokerSettings.ProtocolSettings(
        version.orElse(VersionNegotiation.Choice.AUTO), (int) maxPacket, (int) willDelay);
  }

  private BrokerProfile profile() {
    Optional<BrokerProfile> named = BrokerProfile.of(mqtt.profile());
    if (named.isEmpty()) {
      wrong.add(
          "ampwire.mqtt.profile: must be "
              + BrokerProfile.labels()
              + ", not '"
              + mqtt.profile()
              + "'");
    }
    return named.orElse(BrokerProfile.GENERIC);
  }

  private Optional<BrokerSettings.Address> address() {
    try {
      return Optional.of(BrokerSettings.Address.of(url));
    } catch (IllegalArgumentException e) {
      wrong.add("ampwire.mqtt.url: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void encryption(BrokerSettings.Address address) {
    boolean proved = mqtt.username().isPresent() || mqtt.tls().certificateFile().isPresent();
    if ((!address.encrypted() || !proved) && !address.loopback() && !mqtt.allowPlaintext()) {
      wrong.add(
          "ampwire.mqtt.url: "
              + address
              + " is beyond this machine and "
              + (address.encrypted()
                  ? "anonymous; set ampwire.mqtt.username or " + TLS + "certificate-file,"
                  : "not encrypted; use mqtts:// and a username or a client certificate,")
              + " or set ampwire.mqtt.allow-plaintext=true");
    }
    if (!address.encrypted() && named()) {
      wrong.add(
          TLS + "*: certificates are named, but ampwire.mqtt.url does not begin with mqtts://");
    }
  }

  private boolean named() {
    MqttConfig.Tls tls = mqtt.tls();
    return tls.caFile().isPresent()
        || tls.certificateFile().isPresent()
        || tls.keyFile().isPresent();
  }

  private Optional<BrokerTls> certificates() {
    MqttConfig.Tls tls = mqtt.tls();
    if (tls.certificateFile().isPresent() != tls.keyFile().isPresent()) {
      boolean key = tls.keyFile().isPresent();
      wrong.add(
          TLS
              + (key ? "key-file" : "certificate-file")
              + ": needs "
              + TLS
              + (key ? "certificate-file" : "key-file")
              + " beside it");
    }
    Optional<Path> ca = tls.caFile().filter(file -> readable(TLS + "ca-file", file));
    Optional<Path> certificate =
        tls.certificateFile().filter(file -> readable(TLS + "certificate-file", file));
    Optional<Path> key = tls.keyFile().filter(file -> secret(TLS + "key-file", file));
    Optional<BrokerTls.ClientCertificate> identity =
        certificate.flatMap(c -> key.map(k -> new BrokerTls.ClientCertificate(c, k)));
    BrokerTls named = new BrokerTls(ca, identity, registry.get(BrokerTls.NAME));
    ca.flatMap(file -> named.authorityFault(vertx))
        .ifPresent(fault -> wrong.add(TLS + "ca-file: " + ca.get() + ": " + fault));
    identity
        .flatMap(both -> named.identityFault(vertx))
        .ifPresent(fault -> wrong.add(TLS + "certificate-file, " + TLS + "key-file: " + fault));
    return named() ? Optional.of(named) : Optional.empty();
  }

  private boolean secret(String key, Path file) {
    if (!readable(key, file)) {
      return false;
    }
    SecretFilePermissions.fault(file).ifPresent(fault -> wrong.add(key + ": " + fault));
    return true;
  }

  private boolean readable(String key, Path file) {
    try {
      Files.readAllBytes(file);
      return true;
    } catch (IOException e) {
      wrong.add(key + ": " + file + " cannot be read");
      return false;
    }
  }

  /**
   * Certificates from the files named here, else from Quarkus' TLS registry, else the Java
   * runtime's trust store.
   */
  private TlsConfiguration tls(Optional<BrokerTls> named) {
    Optional<TlsConfiguration> registered = registry.get(BrokerTls.NAME);
    if (named.isEmpty() && registered.isPresent()) {
      return registered.get();
    }
    BrokerTls tls =
        named.orElseGet(() -> new BrokerTls(Optional.empty(), Optional.empty(), registered));
    registry.register(BrokerTls.NAME, tls);
    return tls;
  }
}

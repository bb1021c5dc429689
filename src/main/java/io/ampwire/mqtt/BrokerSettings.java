package io.ampwire.mqtt;

import io.quarkus.tls.TlsConfiguration;
import java.net.URI;
import java.util.Optional;

/**
 * Address of the broker and the bridge's identity there. It holds paths of secrets, but no secret.
 */
public record BrokerSettings(
    Address address,
    BrokerProfile profile,
    String clientId,
    Optional<String> username,
    Optional<PasswordFile> password,
    Optional<TlsConfiguration> tls,
    ProtocolSettings protocol) {
  /** Value of a packet limit that limits nothing beyond the protocol; bytes. */
  public static final long NO_PACKET_LIMIT = BrokerLimits.PROTOCOL_MAX_PACKET;

  /** With the protocol's defaults. */
  public BrokerSettings(
      Address address,
      BrokerProfile profile,
      String clientId,
      Optional<String> username,
      Optional<PasswordFile> password,
      Optional<TlsConfiguration> tls) {
    this(address, profile, clientId, username, password, tls, ProtocolSettings.DEFAULT);
  }

  /**
   * Protocol settings.
   *
   * @param version versions that are tried
   * @param maxPacket largest outgoing packet in bytes, in addition to the broker's limit
   * @param willDelaySeconds MQTT 5: how long the broker waits before it publishes the last will
   */
  public record ProtocolSettings(
      VersionNegotiation.Choice version, int maxPacket, int willDelaySeconds) {
    public static final ProtocolSettings DEFAULT =
        new ProtocolSettings(VersionNegotiation.Choice.AUTO, BrokerLimits.PROTOCOL_MAX_PACKET, 0);
  }

  /** Host, port and encryption of the broker's URL. */
  public record Address(String host, int port, boolean encrypted) {
    /**
     * @param url {@code mqtt://host:1883} or {@code mqtts://host:8883}
     * @throws IllegalArgumentException with what is wrong with the URL
     */
    public static Address of(String url) {
      URI uri = parse(url);
      boolean encrypted = "mqtts".equals(uri.getScheme());
      if (uri.getHost() == null || uri.getUserInfo() != null) {
        throw new IllegalArgumentException(
            "must be mqtt://host:port or mqtts://host:port, the user in ampwire.mqtt.username and"
                + " the password in a file");
      }
      if (!encrypted && !"mqtt".equals(uri.getScheme())) {
        throw new IllegalArgumentException(
            "must begin with mqtt:// or mqtts://, not " + uri.getScheme());
      }
      int port = uri.getPort() > 0 ? uri.getPort() : encrypted ? 8883 : 1883;
      return new Address(uri.getHost(), port, encrypted);
    }

    private static URI parse(String url) {
      try {
        return URI.create(url);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("is not a valid URL", e);
      }
    }

    /** Whether the address is on this machine. */
    public boolean loopback() {
      String bare = host.replaceAll("[\\[\\]]", "");
      return bare.equals("localhost") || bare.equals("::1") || bare.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public String toString() {
      return (encrypted ? "mqtts://" : "mqtt://") + host + ":" + port;
    }
  }

  String host() {
    return address.host();
  }

  int maxPacket() {
    return protocol.maxPacket();
  }

  int willDelaySeconds() {
    return protocol.willDelaySeconds();
  }

  int port() {
    return address.port();
  }

  @Override
  public String toString() {
    return address.toString();
  }
}

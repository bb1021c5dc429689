package io.ampwire.mqtt;

import java.net.URI;
import java.util.Optional;

/**
 * Where the broker is and who we are to it.
 *
 * @param password never printed
 */
public record BrokerSettings(
    String host,
    int port,
    boolean tls,
    String clientId,
    Optional<String> username,
    Optional<String> password) {

  /**
   * @param url {@code mqtt://host:1883} or {@code mqtts://host:8883}
   * @throws IllegalArgumentException with what is wrong with the URL
   */
  public static BrokerSettings of(
      String url, String clientId, Optional<String> username, Optional<String> password) {
    URI uri = parse(url);
    boolean tls = "mqtts".equals(uri.getScheme());
    if (!tls && !"mqtt".equals(uri.getScheme())) {
      throw new IllegalArgumentException("must begin with mqtt:// or mqtts://, not " + url);
    }
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "must be mqtt://host:port, the user in ampwire.mqtt.username and the password in a file");
    }
    int port = uri.getPort() > 0 ? uri.getPort() : tls ? 8883 : 1883;
    return new BrokerSettings(uri.getHost(), port, tls, clientId, username, password);
  }

  private static URI parse(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is no URL: " + e.getMessage(), e);
    }
  }

  /** Whether the broker is on this machine. */
  public boolean loopback() {
    String bare = host.replaceAll("[\\[\\]]", "");
    return bare.equals("localhost") || bare.equals("::1") || bare.matches("127(\\.\\d{1,3}){3}");
  }

  @Override
  public String toString() {
    return (tls ? "mqtts://" : "mqtt://") + host + ":" + port;
  }
}

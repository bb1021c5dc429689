package io.ampwire.http.server;

import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The reverse proxies whose {@code X-Forwarded-For} and {@code X-Forwarded-Proto} count. A client
 * can write those headers itself, so they count only on a connection from a named proxy, and of
 * several addresses the rightmost that is not a named proxy is the client's: each proxy appends the
 * address that it saw.
 */
public final class TrustedProxies {
  private static final int MOST_HOPS = 32;

  private final List<Network> networks;

  private record Network(byte[] address, int bits) {
    boolean contains(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param networks addresses, or networks such as {@code 10.0.0.0/8}; see {@link #problem}
   */
  public TrustedProxies(List<String> networks) {
    this.networks = networks.stream().flatMap(text -> network(text).stream()).toList();
  }

  /** Why the text does not name a proxy, if so. */
  public static Optional<String> problem(String text) {
    return network(text).isPresent()
        ? Optional.empty()
        : Optional.of("'" + text + "' is not an IP address or a network such as 10.0.0.0/8");
  }

  private static Optional<Network> network(String text) {
    String[] parts = text.strip().split("/", 2);
    byte[] address = NetUtil.createByteArrayFromIpAddressString(parts[0]);
    if (address == null) {
      return Optional.empty();
    }
    int most = address.length * 8;
    if (parts.length == 1) {
      return Optional.of(new Network(address, most));
    }
    return parts[1].matches("[0-9]{1,3}") && Integer.parseInt(parts[1]) <= most
        ? Optional.of(new Network(address, Integer.parseInt(parts[1])))
        : Optional.empty();
  }

  /** Whether the address is a named proxy's. */
  public boolean contains(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
  }

  /** The address that the request came from, as far as named proxies vouch for it. */
  public String client(HttpServerRequest request) {
    return client(peer(request), request.headers().getAll("X-Forwarded-For"));
  }

  /**
   * @param peer other end of the connection
   * @param forwardedFor values of all {@code X-Forwarded-For} headers, in order
   */
  String client(String peer, List<String> forwardedFor) {
    String client = peer;
    if (contains(peer)) {
      for (String hop : hops(forwardedFor)) {
        if (NetUtil.createByteArrayFromIpAddressString(hop) == null) {
          return client;
        }
        client = hop;
        if (!contains(hop)) {
          return client;
        }
      }
    }
    return client;
  }

  /** Whether the client's connection is encrypted, as far as named proxies vouch for it. */
  public boolean isEncrypted(HttpServerRequest request) {
    if (request.isSSL()) {
      return true;
    }
    List<String> schemes = hops(request.headers().getAll("X-Forwarded-Proto"));
    return contains(peer(request))
        && !schemes.isEmpty()
        && schemes.get(0).toLowerCase(Locale.ROOT).equals("https");
  }

  /** The elements that proxies appended to a header, the latest first. */
  private static List<String> hops(List<String> headers) {
    List<String> hops = new ArrayList<>();
    for (String header : headers) {
      for (String hop : header.split(",")) {
        hops.add(hop.strip());
      }
    }
    Collections.reverse(hops);
    return hops.subList(0, Math.min(MOST_HOPS, hops.size()));
  }

  private static String peer(HttpServerRequest request) {
    return request.connection().remoteAddress() == null
        ? "unknown"
        : String.valueOf(request.connection().remoteAddress().hostAddress());
  }
}

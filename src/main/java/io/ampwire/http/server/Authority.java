package io.ampwire.http.server;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Host and port of a {@code Host} or {@code Origin} header, parsed strictly: a DNS name of letters,
 * digits and hyphens, an IPv4 address of four decimal numbers, or an IPv6 address in brackets.
 * Everything that browsers and resolvers might read in another way is not an authority.
 *
 * @param host lower case; an IPv6 address without brackets; a name without a trailing dot
 */
public record Authority(String host, OptionalInt port) {
  private static final int LONGEST_NAME = 253;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9a-f:.]{2,45})]|([a-z0-9.-]{1,254}))(?::([0-9]{1,5}))?");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+|0x[0-9a-f]*");

  /** Empty for text that is not an authority. */
  public static Optional<Authority> parse(String text) {
    Matcher form = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!form.matches()) {
      return Optional.empty();
    }
    OptionalInt port =
        form.group(3) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(form.group(3)));
    if (port.isPresent() && (port.getAsInt() < 1 || port.getAsInt() > HIGHEST_PORT)) {
      return Optional.empty();
    }
    Optional<String> host =
        form.group(1) != null
            ? Optional.of(form.group(1)).filter(NetUtil::isValidIpV6Address)
            : name(form.group(2));
    return host.map(found -> new Authority(found, port));
  }

  private static Optional<String> name(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String[] labels = name.split("\\.", -1);
    if (DIGITS.matcher(labels[labels.length - 1]).matches()) {
      return Optional.of(text).filter(address -> isIpv4(address.split("\\.", -1)));
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches()) {
        return Optional.empty();
      }
    }
    return Optional.of(name).filter(n -> n.length() <= LONGEST_NAME);
  }

  private static boolean isIpv4(String[] numbers) {
    if (numbers.length != 4) {
      return false;
    }
    for (String number : numbers) {
      if (!NUMBER.matcher(number).matches() || Integer.parseInt(number) > 255) {
        return false;
      }
    }
    return true;
  }

  /** Whether the host is an IP address. */
  public boolean isAddress() {
    return address().isPresent();
  }

  /** Whether the host is this machine by its own name for itself: localhost, 127.0.0.0/8, ::1. */
  public boolean isLoopback() {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || address().filter(InetAddress::isLoopbackAddress).isPresent();
  }

  /**
   * Whether the host cannot be a name of the public DNS, so that no web page can point it here: an
   * address, a name of one label, or a service of a Kubernetes cluster.
   */
  public boolean isPrivate() {
    return isLoopback()
        || isAddress()
        || host.indexOf('.') < 0
        || host.endsWith(".svc")
        || host.endsWith(".svc.cluster.local");
  }

  /**
   * Whether both name one server; a port that one of them leaves out is the given one.
   *
   * @param fallback default port of the scheme
   */
  public boolean isSame(Authority other, int fallback) {
    return host.equals(other.host) && port.orElse(fallback) == other.port.orElse(fallback);
  }

  private Optional<InetAddress> address() {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
    try {
      return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Netty returned an address of a wrong length", e);
    }
  }
}

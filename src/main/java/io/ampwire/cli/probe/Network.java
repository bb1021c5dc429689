package io.ampwire.cli.probe;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Range of an IPv4 network, such as {@code 192.0.2.0/24}. Its size is bounded, so that a sweep
 * takes at most a minute or two.
 */
record Network(int first, int prefix) {
  /** Shortest prefix of a sweep: 1022 addresses. */
  static final int WIDEST = 22;

  private static final Pattern CIDR =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");

  /**
   * Parses a network.
   *
   * @throws IllegalArgumentException with the fault and the correct form
   */
  static Network of(String text) {
    Matcher matcher = CIDR.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be an IPv4 network as 192.0.2.0/24, not '" + text + "'");
    }
    int address = 0;
    for (int part = 1; part <= 4; part++) {
      int value = Integer.parseInt(matcher.group(part));
      if (value > 255) {
        throw new IllegalArgumentException(value + " in '" + text + "' is above 255");
      }
      address = address << 8 | value;
    }
    int prefix = Integer.parseInt(matcher.group(5));
    if (prefix > 32) {
      throw new IllegalArgumentException("'" + text + "' has a prefix above /32");
    }
    if (prefix < WIDEST) {
      throw new IllegalArgumentException(
          "'%s' has %d addresses; at most /%d, %d addresses, are asked at once: name the parts that chargers are in"
              .formatted(text, 1L << 32 - prefix, WIDEST, 1 << 32 - WIDEST));
    }
    return new Network(address & -1 << 32 - prefix, prefix);
  }

  /** All host addresses, without the network's address and its broadcast address. */
  List<String> addresses() {
    int count = 1 << 32 - prefix;
    boolean all = prefix >= 31;
    return IntStream.range(all ? 0 : 1, all ? count : count - 1)
        .mapToObj(offset -> text(first + offset))
        .toList();
  }

  private static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xFF)
        + "."
        + (address >>> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }
}

package io.ampwire.homeassistant;

import io.ampwire.map.ChargerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Identifier of a device in Home Assistant's registry and in its discovery topic, which allow
 * {@code [a-zA-Z0-9_-]} only. Names without underscores are joined by one underscore. A name with
 * an underscore or an illegal character adds two underscores and a hash, so that keys of different
 * devices never collide.
 */
final class DeviceKey {
  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z0-9-]+");
  private static final Pattern ILLEGAL = Pattern.compile("[^a-zA-Z0-9-]+");
  private static final int LONGEST = 100;
  private static final int HASH_BYTES = 5;

  private DeviceKey() {}

  /** Key of the bridge's device. */
  static String of(String base, String bridge) {
    return joined(base, bridge);
  }

  /** Key of a charger's device. */
  static String of(String base, String bridge, ChargerId charger) {
    return joined(base, bridge, charger.value());
  }

  /** Key of the device of a group. No charger has one of four names without an underscore. */
  static String ofGroup(String base, String bridge, String group) {
    return joined(base, bridge, "group", group);
  }

  private static String joined(String... names) {
    StringBuilder key = new StringBuilder();
    boolean plain = true;
    for (String name : names) {
      plain &= PLAIN.matcher(name).matches();
      key.append(key.isEmpty() ? "" : "_").append(ILLEGAL.matcher(name).replaceAll("-"));
    }
    if (plain && key.length() <= LONGEST) {
      return key.toString();
    }
    key.setLength(Math.min(key.length(), LONGEST));
    return key.append("__").append(hash(String.join("\n", names))).toString();
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

package io.ampwire.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/**
 * Finder of unsafe settings, of the framework and of the bridge: encryption that accepts any
 * certificate, headers that any caller can forge, and secrets in the configuration itself. The
 * message never contains a value.
 */
final class UnsafeSettings {
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final List<String> OURS = List.of("ampwire.", "quarkus.", "mp.");
  private static final String TRUST_ALL = ".trust.all";
  private static final Set<String> FORWARDING =
      Set.of(
          "quarkus.http.proxy.proxy.address.forwarding",
          "quarkus.management.proxy.proxy.address.forwarding");
  private static final String HOST_NAME = ".hostname.verification.algorithm";
  private static final Set<String> SECRETS = Set.of("password", "passphrase", "secret", "token");
  private static final Pattern URL_WITH_SECRET = Pattern.compile(".*://[^/@\\s]*:[^/@\\s]+@.*");

  private UnsafeSettings() {}

  static List<String> find() {
    return find(ConfigProvider.getConfig());
  }

  static List<String> find(Config config) {
    Set<String> names = new TreeSet<>();
    config.getPropertyNames().forEach(names::add);
    List<String> unsafe = new ArrayList<>();
    Set<String> found = new TreeSet<>();
    for (String name : names) {
      String plain = OTHERS.matcher(name.toLowerCase(Locale.ROOT)).replaceAll(".");
      if (OURS.stream().anyMatch(plain::startsWith) && !found.contains(plain)) {
        ConfigValue value = config.getConfigValue(name);
        fault(plain, value, config)
            .ifPresent(
                fault -> {
                  found.add(plain);
                  unsafe.add(name + ": " + fault + ", in " + value.getSourceName());
                });
      }
    }
    return unsafe;
  }

  /**
   * Why the setting is unsafe, if it is.
   *
   * @param key with dots only, the same for an environment variable and a property
   */
  private static Optional<String> fault(String key, ConfigValue value, Config config) {
    String text = Optional.ofNullable(value.getValue()).orElse("").strip();
    String raw = Optional.ofNullable(value.getRawValue()).orElse("");
    if (key.endsWith(TRUST_ALL) && isTrue(text, config)) {
      return Optional.of("trusts every server; name the certificate authority instead");
    }
    if (FORWARDING.contains(key) && isTrue(text, config)) {
      return Optional.of(
          "trusts headers that any client can forge; name the proxies in"
              + " ampwire.http.trusted-proxies instead");
    }
    if (key.endsWith(HOST_NAME) && text.equalsIgnoreCase("none")) {
      return Optional.of("accepts a certificate for any host; remove the setting");
    }
    if (SECRETS.contains(key.substring(key.lastIndexOf('.') + 1))
        && !text.isEmpty()
        && !raw.startsWith("${")) {
      return Optional.of("a secret in clear text; name a file that holds it");
    }
    if (text.contains("://") && URL_WITH_SECRET.matcher(text).matches()) {
      return Optional.of("a URL with a password in it; name the user and a password file instead");
    }
    return Optional.empty();
  }

  /** Parses a boolean as the framework does: true, yes, on, y, t and 1 mean true. */
  private static boolean isTrue(String text, Config config) {
    return !text.isEmpty()
        && config
            .getConverter(Boolean.class)
            .map(converter -> Boolean.TRUE.equals(converter.convert(text)))
            .orElse(true);
  }
}

package io.ampwire.app;

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
 * Settings, of the framework's as of ours, with which the bridge would be less safe than it says:
 * encryption that trusts everybody, and secrets that stand in the configuration themselves. Their
 * values are never repeated.
 */
final class UnsafeSettings {
  private static final Pattern OURS = Pattern.compile("(ampwire|quarkus|mp)\\..*");
  private static final Pattern TRUST_ALL = Pattern.compile(".*\\btrust\\.all");
  private static final Pattern HOST_NAME =
      Pattern.compile(".*\\bhostname\\.verification\\.algorithm");
  private static final Pattern SECRET = Pattern.compile(".*\\b(password|passphrase|secret|token)");
  private static final Pattern URL_WITH_SECRET = Pattern.compile(".*://[^/@\\s]*:[^/@\\s]+@.*");

  private UnsafeSettings() {}

  static List<String> find() {
    return find(ConfigProvider.getConfig());
  }

  static List<String> find(Config config) {
    Set<String> names = new TreeSet<>();
    config.getPropertyNames().forEach(names::add);
    List<String> unsafe = new ArrayList<>();
    Set<String> told = new TreeSet<>();
    for (String name : names) {
      String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", ".");
      if (OURS.matcher(plain).matches() && !told.contains(plain)) {
        ConfigValue value = config.getConfigValue(name);
        fault(plain, value, config)
            .ifPresent(
                fault -> {
                  told.add(plain);
                  unsafe.add(name + ": " + fault + ", in " + value.getSourceName());
                });
      }
    }
    return unsafe;
  }

  /**
   * @param key with dots only, as variables and keys come to the same
   */
  private static Optional<String> fault(String key, ConfigValue value, Config config) {
    String text = Optional.ofNullable(value.getValue()).orElse("").strip();
    String raw = Optional.ofNullable(value.getRawValue()).orElse("");
    if (TRUST_ALL.matcher(key).matches() && isTrue(text, config)) {
      return Optional.of("trusts whoever answers; name the authority instead");
    }
    if (HOST_NAME.matcher(key).matches() && text.equalsIgnoreCase("none")) {
      return Optional.of("takes any certificate for any host; leave it out");
    }
    if (SECRET.matcher(key).matches() && !text.isEmpty() && !raw.startsWith("${")) {
      return Optional.of("a secret in clear; name a file that holds it");
    }
    if (URL_WITH_SECRET.matcher(text).matches()) {
      return Optional.of("a URL with a password in it; name the user and a password file instead");
    }
    return Optional.empty();
  }

  /** As the framework reads it: {@code yes}, {@code on} and {@code 1} are true, too. */
  private static boolean isTrue(String text, Config config) {
    return config.getConverter(Boolean.class).map(as -> as.convert(text)).orElse(true);
  }
}

package io.ampwire.app.config;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Finder of unknown keys under {@code ampwire}, so that a typing error does not silently become a
 * default. Environment variables that Kubernetes creates for services do not count as keys.
 */
final class UnknownKeys {
  private static final String PREFIX = "ampwire.";
  private static final String VARIABLE = "AMPWIRE_";
  private static final Pattern SERVICE =
      Pattern.compile(
          "\\w+_SERVICE_(HOST|PORT(_\\w+)?)|\\w+_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");
  private static final Pattern LINK = Pattern.compile("(tcp|udp|sctp)://.*");

  private UnknownKeys() {}

  static List<String> find() {
    Config config = ConfigProvider.getConfig();
    Set<String> known = ConfigClass.configClass(AmpwireConfig.class).getProperties().keySet();
    List<String> unknown = new ArrayList<>();
    StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .filter(name -> !source(config, name).startsWith("EnvConfigSource"))
        .sorted()
        .forEach(name -> unknown.add(name + ": unknown key, in " + source(config, name)));
    unknown.addAll(variables(System.getenv(), known));
    return unknown;
  }

  /** Environment variables that look like keys but match none. */
  static List<String> variables(Map<String, String> environment, Set<String> keys) {
    Set<String> known = keys.stream().map(UnknownKeys::variable).collect(Collectors.toSet());
    return new TreeMap<>(environment)
        .entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(VARIABLE))
            .filter(entry -> !known.contains(entry.getKey()))
            .filter(entry -> !ofService(entry.getKey(), entry.getValue()))
            .map(entry -> entry.getKey() + ": unknown key, in the environment")
            .toList();
  }

  private static boolean ofService(String name, String value) {
    return SERVICE.matcher(name).matches()
        || name.endsWith("_PORT") && LINK.matcher(value).matches();
  }

  private static String variable(String key) {
    return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static String source(Config config, String name) {
    return String.valueOf(config.getConfigValue(name).getSourceName());
  }
}

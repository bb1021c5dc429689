package io.ampwire.app;

import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Keys under {@code ampwire} that mean nothing: a typing error must not become a silent default.
 * Environment variables are not looked at, because Kubernetes makes some of a service's name.
 */
final class UnknownKeys {
  private static final String PREFIX = "ampwire.";

  private UnknownKeys() {}

  static List<String> find() {
    Config config = ConfigProvider.getConfig();
    Set<String> known = ConfigClass.configClass(AmpwireConfig.class).getProperties().keySet();
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(name -> name.startsWith(PREFIX) && !known.contains(name))
        .filter(name -> !source(config, name).startsWith("EnvConfigSource"))
        .sorted()
        .map(name -> name + ": unknown key, in " + source(config, name))
        .toList();
  }

  private static String source(Config config, String name) {
    return String.valueOf(config.getConfigValue(name).getSourceName());
  }
}

package io.ampwire.format;

/** A charger's own keys, layered over those of {@code defaults}. */
record Settings(YamlNode own, YamlNode defaults) {

  /** Value of the charger, else of the defaults, else absent. */
  YamlNode at(String key) {
    YamlNode mine = own.at(key);
    YamlNode shared = defaults.at(key);
    return mine.present() || !shared.present() ? mine : shared;
  }

  /** Nested section, layered the same way. */
  Settings section(String key) {
    return new Settings(own.at(key), defaults.at(key));
  }
}

package io.ampwire.format;

/** A charger's own keys over those of {@code defaults}. */
record Settings(YamlNode own, YamlNode defaults) {

  /** The charger's word, else the default's, else absent. */
  YamlNode at(String key) {
    YamlNode mine = own.at(key);
    YamlNode shared = defaults.at(key);
    return mine.present() || !shared.present() ? mine : shared;
  }

  /** A nested section, layered the same way. */
  Settings section(String key) {
    return new Settings(own.at(key), defaults.at(key));
  }
}

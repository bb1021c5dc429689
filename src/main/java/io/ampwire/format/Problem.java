package io.ampwire.format;

import io.ampwire.format.yaml.YamlScalar;

/**
 * One fault of a file, as an editor finds it: one line, whatever the file holds. What terminals
 * would obey becomes a space.
 *
 * @param line from 1
 * @param key dotted path inside the file, empty where the whole file is meant
 */
public record Problem(String file, int line, String key, String message) {
  public Problem {
    key = YamlScalar.line(key);
    message = YamlScalar.line(message);
  }

  @Override
  public String toString() {
    return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}

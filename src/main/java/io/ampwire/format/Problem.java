package io.ampwire.format;

import io.ampwire.format.yaml.YamlScalar;

/**
 * Fault of a file in the format that editors parse: one line, whatever the file holds. Control
 * characters become spaces.
 *
 * @param line from 1
 * @param key dotted path inside the file; empty if the fault concerns the whole file
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

package io.ampwire.format;

/**
 * One fault of a file, as an editor finds it.
 *
 * @param line from 1
 * @param key dotted path inside the file, empty where the whole file is meant
 */
public record Problem(String file, int line, String key, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + (key.isEmpty() ? "" : key + ": ") + message;
  }
}

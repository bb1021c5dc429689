package io.ampwire.format;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Value of a YAML file with its position. A request for another type reports a fault and returns a
 * stand-in, so that one pass finds every fault.
 */
final class YamlNode {
  private enum Kind {
    ABSENT,
    SCALAR,
    SEQUENCE,
    MAPPING
  }

  private final Kind kind;
  private final String text;
  private final List<YamlNode> items;
  private final Map<String, YamlNode> fields;
  private final String path;
  private final int line;
  private final Faults faults;

  private YamlNode(
      Kind kind,
      String text,
      List<YamlNode> items,
      Map<String, YamlNode> fields,
      String path,
      int line,
      Faults faults) {
    this.kind = kind;
    this.text = text;
    this.items = items;
    this.fields = fields;
    this.path = path;
    this.line = line;
    this.faults = faults;
  }

  static YamlNode absent(String path, int line, Faults faults) {
    return new YamlNode(Kind.ABSENT, "", List.of(), Map.of(), path, line, faults);
  }

  static YamlNode scalar(String text, String path, int line, Faults faults) {
    return new YamlNode(Kind.SCALAR, text, List.of(), Map.of(), path, line, faults);
  }

  static YamlNode sequence(List<YamlNode> items, String path, int line, Faults faults) {
    return new YamlNode(Kind.SEQUENCE, "", List.copyOf(items), Map.of(), path, line, faults);
  }

  static YamlNode mapping(Map<String, YamlNode> fields, String path, int line, Faults faults) {
    return new YamlNode(Kind.MAPPING, "", List.of(), fields, path, line, faults);
  }

  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  String path() {
    return path;
  }

  int line() {
    return line;
  }

  boolean present() {
    return kind != Kind.ABSENT;
  }

  boolean isSequence() {
    return kind == Kind.SEQUENCE;
  }

  boolean isMapping() {
    return kind == Kind.MAPPING;
  }

  void fault(String message) {
    faults.add(line, path, message);
  }

  /** Value of a key; absent if there is none. */
  YamlNode at(String key) {
    YamlNode field = fields.get(key);
    return field != null ? field : absent(join(path, key), line, faults);
  }

  /** Value of a required key. */
  YamlNode need(String key) {
    YamlNode field = at(key);
    if (!field.present()) {
      field.fault("missing");
    }
    return field;
  }

  /** Reports a forbidden key with the reason and removes it. */
  YamlNode refuse(String key, String why) {
    if (fields.containsKey(key)) {
      fields.remove(key).fault(why);
    }
    return this;
  }

  /**
   * Returns this node, after it reports a value that is not a mapping and every key that is not
   * listed here.
   */
  YamlNode only(String... keys) {
    if (present() && !isMapping()) {
      fault("must have keys: " + String.join(", ", keys));
    }
    List<String> known = Arrays.asList(keys);
    fields.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            value.fault("unknown key, known here are " + String.join(", ", keys));
          }
        });
    return this;
  }

  /** Entries of a list; a value that is not a list is reported. */
  List<YamlNode> items() {
    if (present() && kind != Kind.SEQUENCE) {
      fault("must be a list");
    }
    return items;
  }

  /** Keys and values in the order of the file; a value that is not a mapping is reported. */
  Map<String, YamlNode> fields() {
    if (present() && !isMapping()) {
      fault("must have keys and values");
    }
    return new LinkedHashMap<>(fields);
  }

  /** Plain text of the value; empty if it is absent or, after a report, something else. */
  Optional<String> text() {
    if (present() && kind != Kind.SCALAR) {
      fault("must be a single value");
    }
    return kind == Kind.SCALAR ? Optional.of(text) : Optional.empty();
  }

  /** Line of a path below this node, or of the nearest existing parent. */
  int lineOf(String below) {
    YamlNode node = this;
    for (String key : below.split("\\.")) {
      YamlNode next = node.step(key);
      if (next == null) {
        break;
      }
      node = next;
    }
    return node.line;
  }

  private YamlNode step(String key) {
    if (kind == Kind.SEQUENCE) {
      return key.matches("[0-9]{1,6}") && Integer.parseInt(key) < items.size()
          ? items.get(Integer.parseInt(key))
          : null;
    }
    return fields.get(key);
  }
}

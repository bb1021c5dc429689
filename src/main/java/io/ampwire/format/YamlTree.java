package io.ampwire.format;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * YAML text as a tree that keeps line numbers. Parsing constructs no objects: no tags, classes,
 * aliases or merge keys, and at most a megabyte. A key without a value is a fault, except for whole
 * sections, which people leave empty while they edit.
 */
final class YamlTree {
  private static final int LIMIT = 1 << 20;
  private static final int DEPTH = 20;
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final Faults faults;

  private YamlTree(Faults faults) {
    this.faults = faults;
  }

  /** Returns the root; an absent node if the text is not YAML, with the reason among the faults. */
  static YamlNode parse(String text, Faults faults) {
    try {
      Node root = compose(text);
      if (root == null || Tag.NULL.equals(root.getTag())) {
        faults.add(1, "", "the file is empty");
        return YamlNode.absent("", 1, faults);
      }
      return new YamlTree(faults).node(root, "", 1);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
      faults.add(line, "", "no YAML: " + e.getProblem());
    } catch (YAMLException | IllegalArgumentException e) {
      // SnakeYAML refuses some tags before it knows their line.
      faults.add(1, "", "no YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
    return YamlNode.absent("", 1, faults);
  }

  /**
   * Returns the tree as SnakeYAML reads it, with the same limits; null for an empty text.
   *
   * @throws YAMLException if the text is not YAML
   */
  static Node compose(String text) {
    if (text.length() > LIMIT) {
      throw new YAMLException("longer than " + LIMIT + " characters");
    }
    String marked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    return yaml().compose(new StringReader(marked));
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setAllowRecursiveKeys(false);
    options.setCodePointLimit(LIMIT);
    options.setNestingDepthLimit(DEPTH);
    DumperOptions dumper = new DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options);
  }

  private YamlNode node(Node node, String path, int line) {
    if (node instanceof ScalarNode scalar) {
      if (!Tag.NULL.equals(scalar.getTag())) {
        return YamlNode.scalar(scalar.getValue(), path, line, faults);
      }
      if (path.contains(".")) {
        faults.add(line, path, "has no value");
      }
      return YamlNode.absent(path, line, faults);
    }
    if (node instanceof SequenceNode sequence) {
      List<YamlNode> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(node(item, YamlNode.join(path, String.valueOf(items.size())), line(item)));
      }
      return YamlNode.sequence(items, path, line, faults);
    }
    return YamlNode.mapping(fields((MappingNode) node, path), path, line, faults);
  }

  private Map<String, YamlNode> fields(MappingNode mapping, String path) {
    Map<String, YamlNode> fields = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      int line = line(tuple.getKeyNode());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        faults.add(line, path, "a key must be plain text");
        continue;
      }
      String at = YamlNode.join(path, key.getValue());
      YamlNode value = node(tuple.getValueNode(), at, line);
      YamlNode first = fields.putIfAbsent(key.getValue(), value);
      if (first != null) {
        faults.add(line, at, "given twice, first in line " + first.line());
      }
    }
    return fields;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }
}

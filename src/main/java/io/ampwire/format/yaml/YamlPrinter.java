package io.ampwire.format.yaml;

import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Printer of a parsed YAML tree. Each scalar takes exactly one line. Quoted or multi-line text
 * becomes double-quoted text with escapes, so that no text can look like a key. Comments of the
 * source are not part of the tree.
 */
public final class YamlPrinter {
  /** Plain scalars with the same meaning without quotes, also inside braces. */
  private static final Pattern PLAIN =
      Pattern.compile("-?[A-Za-z0-9.][A-Za-z0-9_./%+-]*(?: [A-Za-z0-9_./%+-]+)*");

  private final StringBuilder out = new StringBuilder();

  private YamlPrinter() {}

  /** Prints the tree, with a line break at its end. */
  public static String print(Node root) {
    YamlPrinter printer = new YamlPrinter();
    printer.block(root, 0);
    return printer.out.toString();
  }

  private void block(Node node, int indent) {
    if (node instanceof MappingNode mapping && !isFlow(mapping)) {
      for (NodeTuple tuple : mapping.getValue()) {
        indented(indent);
        entry(tuple, indent);
      }
    } else if (node instanceof SequenceNode sequence && !isFlow(sequence)) {
      for (Node item : sequence.getValue()) {
        indented(indent);
        out.append("- ");
        item(item, indent + 2);
      }
    } else {
      indented(indent);
      out.append(flow(node)).append('\n');
    }
  }

  private void entry(NodeTuple tuple, int indent) {
    out.append(flow(tuple.getKeyNode())).append(':');
    Node value = tuple.getValueNode();
    if (isBlock(value)) {
      out.append('\n');
      block(value, indent + 2);
    } else {
      String text = flow(value);
      out.append(text.isEmpty() ? "" : " ").append(text).append('\n');
    }
  }

  /** Prints an item after its dash; its further keys are below the first. */
  private void item(Node item, int indent) {
    if (item instanceof MappingNode mapping && isBlock(mapping)) {
      List<NodeTuple> tuples = mapping.getValue();
      for (int i = 0; i < tuples.size(); i++) {
        if (i > 0) {
          indented(indent);
        }
        entry(tuples.get(i), indent);
      }
    } else if (isBlock(item)) {
      out.append('\n');
      block(item, indent);
    } else {
      out.append(flow(item)).append('\n');
    }
  }

  private void indented(int spaces) {
    out.append(" ".repeat(spaces));
  }

  private static boolean isBlock(Node node) {
    return node instanceof CollectionNode<?> collection && !isFlow(collection);
  }

  private static boolean isFlow(CollectionNode<?> node) {
    return node.getFlowStyle() == DumperOptions.FlowStyle.FLOW || node.getValue().isEmpty();
  }

  private static String flow(Node node) {
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar);
    }
    if (node instanceof SequenceNode sequence) {
      List<String> items = sequence.getValue().stream().map(YamlPrinter::flow).toList();
      return "[" + String.join(", ", items) + "]";
    }
    List<String> entries =
        ((MappingNode) node)
            .getValue().stream()
                .map(tuple -> flow(tuple.getKeyNode()) + ": " + flow(tuple.getValueNode()))
                .toList();
    return entries.isEmpty() ? "{}" : "{ " + String.join(", ", entries) + " }";
  }

  private static String scalar(ScalarNode node) {
    String text = node.getValue();
    boolean plain = node.getScalarStyle() == DumperOptions.ScalarStyle.PLAIN;
    if (plain && (text.isEmpty() || PLAIN.matcher(text).matches())) {
      return text;
    }
    return YamlScalar.quoted(text);
  }
}

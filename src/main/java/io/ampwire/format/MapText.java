package io.ampwire.format;

import io.ampwire.format.yaml.YamlPrinter;
import io.ampwire.trust.Axis;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.Rung;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * YAML of a map with its rung. It is printed from the parsed file, so that no content of the file
 * can imitate the rung. Comments of the file are not printed.
 */
public final class MapText {
  private static final String ID = "id";
  private static final String RUNG = "rung";

  private MapText() {}

  /**
   * Returns the map with one more key after the id.
   *
   * @param text YAML of a map without faults
   */
  public static String withRung(String text, MapTrust trust) {
    Rung rung = trust.rung(Axis.READ);
    MappingNode map = (MappingNode) YamlTree.compose(text);
    List<NodeTuple> tuples = new ArrayList<>();
    for (NodeTuple tuple : map.getValue()) {
      String key = ((ScalarNode) tuple.getKeyNode()).getValue();
      if (!key.equals(RUNG)) {
        tuples.add(tuple);
      }
      if (key.equals(ID)) {
        tuples.add(new NodeTuple(plain(map, RUNG), plain(map, rung.label())));
      }
    }
    map.setValue(tuples);
    return "# "
        + rung.colour()
        + ": the rung is computed from evidence; a map file that has one is refused\n"
        + YamlPrinter.print(map);
  }

  private static Node plain(MappingNode map, String text) {
    return new ScalarNode(
        Tag.STR, text, map.getStartMark(), map.getEndMark(), DumperOptions.ScalarStyle.PLAIN);
  }
}

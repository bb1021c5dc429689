package io.ampwire.format;

import io.ampwire.map.ControlRules;
import io.ampwire.map.Finding;
import io.ampwire.map.IdentityRule;
import io.ampwire.map.LinkSettings;
import io.ampwire.map.MapChecks;
import io.ampwire.map.MapDigest;
import io.ampwire.map.MapHead;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.Source;
import java.util.List;

/** Reader of register maps in YAML. The result is a map without faults, or all of its faults. */
public final class MapReader {

  /** Result of reading one map. */
  public sealed interface Result permits Parsed, Problems {}

  /** Map without faults, with its digest. */
  public record Parsed(RegisterMap map) implements Result {}

  static final String COMPUTED =
      "a rung is computed from evidence and never written by hand; remove it, and let verify earn"
          + " it";

  private MapReader() {}

  /**
   * @param file file name for faults
   * @param text the YAML
   */
  public static Result read(String file, String text) {
    Faults faults = new Faults(file);
    YamlNode root = YamlTree.parse(text, faults);
    if (root.present() && !root.isMapping()) {
      root.fault("a map has keys and values");
    }
    if (!root.isMapping()) {
      return faults.problems();
    }
    RegisterMap map = map(root);
    for (Finding finding : MapChecks.check(map)) {
      if (!faults.touches(finding.path())) {
        faults.add(root.lineOf(finding.path()), finding.path(), finding.message());
      }
    }
    return faults.isEmpty() ? new Parsed(map.withDigest(MapDigest.of(map))) : faults.problems();
  }

  private static RegisterMap map(YamlNode root) {
    root.refuse("rung", COMPUTED);
    root.only(
        "schema",
        "id",
        "title",
        "manufacturer",
        "revision",
        "document",
        "licence",
        "sources",
        "link",
        "identity",
        "lifebit",
        "fail-safe",
        "set-point",
        "control",
        "phases",
        "vehicle",
        "physics",
        "notes",
        "points");
    if (Scalars.integer(root.need("schema"), 1) != 1) {
      root.at("schema").fault("this version reads schema 1");
    }
    LinkSettings link = RoleReader.link(root.need("link"));
    List<Point> points =
        root.need("points").items().stream().map(node -> PointReader.point(node, link)).toList();
    MapHead head =
        new MapHead(
            Scalars.text(root.need("id"), ""),
            Scalars.text(root.need("title"), ""),
            root.at("manufacturer").text(),
            Scalars.integer(root.need("revision"), 1),
            Scalars.text(root.at("document"), ""),
            Scalars.text(root.need("licence"), ""),
            root.need("sources").items().stream().map(MapReader::source).toList(),
            Scalars.texts(root.at("notes")));
    IdentityRule identity = RoleReader.identity(root.at("identity"));
    ControlRules control =
        new ControlRules(
            RoleReader.lifebit(root.at("lifebit")),
            RoleReader.failSafe(root.at("fail-safe")),
            RoleReader.setPoint(root.at("set-point")),
            ControlReader.sequences(root.at("control")),
            ControlReader.phases(root.at("phases")));
    return new RegisterMap(
        head,
        link,
        identity,
        control,
        RoleReader.vehicle(root.at("vehicle")),
        root.at("physics").items().stream().flatMap(PhysicsReader::relation).toList(),
        points,
        "");
  }

  private static Source source(YamlNode node) {
    node.only("mark", "kind", "title", "url", "date");
    return new Source(
        Scalars.text(node.need("mark"), ""),
        Scalars.text(node.need("kind"), ""),
        Scalars.text(node.need("title"), ""),
        Scalars.text(node.at("url"), ""),
        Scalars.text(node.at("date"), ""));
  }
}

package io.ampwire.format;

import io.ampwire.trust.Aspect;
import io.ampwire.trust.Check;
import io.ampwire.trust.DeviceVersion;
import io.ampwire.trust.Evidence;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.Peer;
import io.ampwire.trust.PointEvidence;
import java.util.List;
import java.util.Optional;

/**
 * Reader of evidence files. An unknown key is a fault, because the signature would not cover it.
 */
public final class EvidenceReader {
  /** Version of the format: 2 carries a digest for each point. */
  static final int SCHEMA = 2;

  private static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z";
  private static final String MAP = "[a-z0-9][a-z0-9_-]{0,63}";
  private static final String DIGEST = "[0-9a-f]{64}";

  /** Result of reading one record. */
  public sealed interface Result permits Parsed, Problems {}

  /** Record without faults; whether it counts is decided elsewhere. */
  public record Parsed(Evidence evidence) implements Result {}

  private EvidenceReader() {}

  /**
   * @param file file name for faults
   */
  public static Result read(String file, String text) {
    Faults faults = new Faults(file);
    YamlNode root = YamlTree.parse(text, faults);
    if (root.present() && !root.isMapping()) {
      root.fault("a record has keys and values");
    }
    if (!root.isMapping()) {
      return faults.problems();
    }
    if (Scalars.integer(root.need("schema"), SCHEMA) != SCHEMA) {
      root.at("schema")
          .fault(
              "this version reads schema "
                  + SCHEMA
                  + "; records of older schemas no longer count, run verify again");
      return faults.problems();
    }
    Evidence record = record(root);
    return faults.isEmpty() ? new Parsed(record) : faults.problems();
  }

  private static Evidence record(YamlNode root) {
    root.only(
        "schema",
        "kind",
        "time",
        "tool",
        "map",
        "digest",
        "device",
        "peer",
        "checks",
        "points",
        "signature");
    YamlNode device = root.need("device").only("reference", "firmware");
    return new Evidence(
        Scalars.choice(root.need("kind"), EvidenceKind.values(), EvidenceKind.TRACE),
        new Evidence.Origin(
            shaped(root.need("time"), TIME, "a time such as 2026-11-22T19:00:00Z"),
            Scalars.text(root.need("tool"), "")),
        new Evidence.Subject(
            shaped(root.need("map"), MAP, "a map id"),
            shaped(root.need("digest"), DIGEST, "the SHA-256 of the map, 64 hex digits")),
        new DeviceVersion(device.at("reference").text(), device.at("firmware").text()),
        peer(root.need("peer")),
        root.need("points").items().stream().map(EvidenceReader::point).toList(),
        checks(root.need("checks")),
        seal(root.at("signature")));
  }

  private static String shaped(YamlNode node, String shape, String wanted) {
    String text = Scalars.text(node, "");
    if (node.present() && !text.matches(shape)) {
      node.fault("must be " + wanted + ", not '" + text + "'");
    }
    return text;
  }

  private static Peer peer(YamlNode node) {
    node.only("address", "loopback", "said", "stated");
    return new Peer(
        Scalars.text(node.need("address"), ""),
        // A missing flag counts as the less favourable value.
        Scalars.flag(node.need("loopback"), true),
        Scalars.text(node.need("said"), ""),
        Scalars.text(node.need("stated"), ""));
  }

  private static PointEvidence point(YamlNode node) {
    node.only("name", "address", "read_at", "meaning", "digest", "samples", "checks");
    return new PointEvidence(
        Scalars.text(node.need("name"), ""),
        Scalars.integer(node.need("address"), 0),
        Scalars.integer(node.need("read_at"), 0),
        Scalars.text(node.need("meaning"), ""),
        shaped(node.need("digest"), DIGEST, "the SHA-256 of the point, 64 hex digits"),
        node.need("samples").items().stream().map(EvidenceReader::sample).toList(),
        checks(node.need("checks")));
  }

  private static PointEvidence.Sample sample(YamlNode node) {
    node.only("words", "value");
    return new PointEvidence.Sample(
        shaped(node.need("words"), "([0-9a-f]{4}( [0-9a-f]{4})*)?", "hex words such as d35a 4118"),
        Scalars.text(node.need("value"), ""));
  }

  private static List<Check> checks(YamlNode node) {
    return node.items().stream().map(EvidenceReader::check).toList();
  }

  private static Check check(YamlNode node) {
    node.only("aspect", "outcome", "detail");
    return new Check(
        Scalars.choice(node.need("aspect"), Aspect.values(), Aspect.READ),
        Scalars.choice(node.need("outcome"), Check.Outcome.values(), Check.Outcome.OPEN),
        Scalars.text(node.need("detail"), ""));
  }

  private static Optional<Evidence.Seal> seal(YamlNode node) {
    node.only("key", "value");
    return node.present()
        ? Optional.of(
            new Evidence.Seal(
                Scalars.text(node.need("key"), ""), Scalars.text(node.need("value"), "")))
        : Optional.empty();
  }
}

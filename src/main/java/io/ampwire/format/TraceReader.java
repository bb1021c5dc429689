package io.ampwire.format;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reader of files with published reads of a device. */
public final class TraceReader {

  /** Result of reading one file. */
  public sealed interface Result permits Trace, Problems {}

  /**
   * @param source place of publication
   * @param device device, as its owner describes it
   */
  public record Trace(String source, String device, List<Read> reads) implements Result {
    public Trace {
      reads = List.copyOf(reads);
    }
  }

  /**
   * Request and its answer.
   *
   * @param words registers as on the wire, two bytes each
   * @param seen values that the owner saw, in the map's unit, by point
   */
  public record Read(int address, byte[] words, Map<String, Double> seen) {}

  private TraceReader() {}

  /**
   * @param file file name for faults
   */
  public static Result read(String file, String text) {
    Faults faults = new Faults(file);
    YamlNode root = YamlTree.parse(text, faults);
    root.only("schema", "source", "device", "reads");
    Trace trace =
        new Trace(
            Scalars.text(root.need("source"), ""),
            Scalars.text(root.need("device"), ""),
            root.need("reads").items().stream().map(TraceReader::one).toList());
    return faults.isEmpty() ? trace : faults.problems();
  }

  private static Read one(YamlNode node) {
    node.only("address", "words", "seen");
    Map<String, Double> seen = new LinkedHashMap<>();
    node.need("seen").fields().forEach((point, value) -> seen.put(point, Scalars.number(value, 0)));
    String words = Scalars.text(node.need("words"), "");
    boolean wellFormed = words.matches("[0-9a-f]{4}( [0-9a-f]{4})*");
    if (!wellFormed) {
      node.at("words").fault("must be hex words such as d35a 4118");
    }
    byte[] bytes = wellFormed ? HexFormat.of().parseHex(words.replace(" ", "")) : new byte[0];
    return new Read(Scalars.integer(node.need("address"), 0, 0, 65535), bytes, seen);
  }
}

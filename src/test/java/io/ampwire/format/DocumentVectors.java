package io.ampwire.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ampwire.map.WordOrder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Register words and their meanings, written down from a source and not from a map. */
final class DocumentVectors {
  private static final Path FOLDER = Path.of("src/test/resources/vectors");

  /**
   * Words of one read.
   *
   * @param source where they were published
   * @param means what they mean by that source, by point, in the map's unit; empty for no value
   */
  record Vector(
      String map,
      String source,
      String date,
      String kind,
      WordOrder order,
      int function,
      int address,
      byte[] words,
      Map<String, Optional<Double>> means) {
    @Override
    public String toString() {
      return map + " " + address + " " + means.keySet() + " (" + kind + ")";
    }
  }

  private DocumentVectors() {}

  static List<Vector> all() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      List<Vector> vectors = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        JsonNode root = new ObjectMapper().readTree(file.toFile());
        for (JsonNode set : root.path("vectors")) {
          set.path("reads").forEach(read -> vectors.add(vector(root.path("map"), set, read)));
        }
      }
      return vectors;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Kinds of sources of each map that has vectors, as {@code maps/checked.txt} lists them. Words
   * that were laid out by a document's types, and not taken from a source, check no map.
   */
  static Map<String, TreeSet<String>> kinds() {
    Map<String, TreeSet<String>> kinds = new TreeMap<>();
    all().stream()
        .filter(vector -> !vector.kind().equals("constructed"))
        .forEach(v -> kinds.computeIfAbsent(v.map(), id -> new TreeSet<>()).add(v.kind()));
    return kinds;
  }

  private static Vector vector(JsonNode map, JsonNode set, JsonNode read) {
    Map<String, Optional<Double>> means = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : read.path("means").properties()) {
      JsonNode meaning = entry.getValue();
      means.put(
          entry.getKey(), meaning.isNull() ? Optional.empty() : Optional.of(meaning.asDouble()));
    }
    WordOrder order = WordOrder.valueOf(set.path("order").asText().toUpperCase().replace('-', '_'));
    return new Vector(
        map.asText(),
        set.path("source").asText(),
        set.path("date").asText(),
        set.path("kind").asText(),
        order,
        read.path("function").asInt(),
        read.path("address").asInt(),
        HexFormat.of().parseHex(read.path("words").asText().replace(" ", "")),
        means);
  }
}

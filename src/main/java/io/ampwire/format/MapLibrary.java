package io.ampwire.format;

import io.ampwire.map.RegisterMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The register maps of this installation: the shipped ones, named by {@code maps/index.txt} so that
 * nothing scans a class path, and those of one folder.
 *
 * @param maps by id, shipped ones first
 * @param texts the YAML of each, by id
 */
public record MapLibrary(Map<String, RegisterMap> maps, Map<String, String> texts) {
  private static final String FOLDER = "maps";
  private static final long LIMIT = 1 << 20;

  /** What came of loading all maps. */
  public sealed interface Result permits Loaded, Problems {}

  /** Every map, none of them with a fault. */
  public record Loaded(MapLibrary library) implements Result {}

  public MapLibrary {
    maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
    texts = Map.copyOf(texts);
  }

  /** The shipped maps alone. */
  public static Result shipped() {
    return load(Optional.empty());
  }

  /** The shipped maps and every {@code *.yaml} or {@code *.yml} of the folder. */
  public static Result load(Optional<Path> folder) {
    Map<String, RegisterMap> maps = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    sources(folder, problems).forEach((file, text) -> add(file, text, maps, texts, problems));
    return problems.isEmpty() ? new Loaded(new MapLibrary(maps, texts)) : new Problems(problems);
  }

  /** The maps that have no fault, whatever the others have: enough to look for more faults by. */
  public static MapLibrary usable(Optional<Path> folder) {
    Map<String, RegisterMap> maps = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    List<Problem> ignored = new ArrayList<>();
    sources(folder, ignored).forEach((file, text) -> add(file, text, maps, texts, ignored));
    return new MapLibrary(maps, texts);
  }

  private static void add(
      String file,
      String text,
      Map<String, RegisterMap> maps,
      Map<String, String> texts,
      List<Problem> problems) {
    MapReader.Result result = MapReader.read(file, text);
    if (result instanceof Problems faults) {
      problems.addAll(faults.problems());
    } else if (result instanceof MapReader.Parsed parsed) {
      String id = parsed.map().id();
      if (maps.putIfAbsent(id, parsed.map()) != null) {
        problems.add(new Problem(file, 1, "id", "there is a map '" + id + "' already"));
      }
      texts.put(id, text);
    }
  }

  private static Map<String, String> sources(Optional<Path> folder, List<Problem> problems) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (String name : Resources.index(FOLDER)) {
      sources.put(name, Resources.text(name));
    }
    folder.ifPresent(
        path -> {
          for (Path file : files(path, problems)) {
            try {
              if (Files.size(file) > LIMIT) {
                problems.add(new Problem(file.toString(), 1, "", "longer than a megabyte"));
                continue;
              }
              sources.put(file.toString(), Files.readString(file));
            } catch (IOException e) {
              problems.add(
                  new Problem(file.toString(), 1, "", "cannot be read: " + e.getMessage()));
            }
          }
        });
    return sources;
  }

  private static List<Path> files(Path folder, List<Problem> problems) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().matches(".*\\.ya?ml")).sorted().toList();
    } catch (IOException e) {
      problems.add(new Problem(folder.toString(), 1, "", "cannot be listed: " + e.getMessage()));
      return List.of();
    }
  }
}

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
 * Register maps of this installation: the shipped ones and those of one folder. {@code
 * maps/index.txt} lists the shipped maps, so that no class path is scanned.
 *
 * @param maps by id, shipped ones first
 * @param texts the YAML of each, by id
 */
public record MapLibrary(Map<String, RegisterMap> maps, Map<String, String> texts) {
  private static final String FOLDER = "maps";
  private static final long LIMIT = 1 << 20;

  /** Result of loading all maps. */
  public sealed interface Result permits Loaded, Problems {}

  /** All maps, each without a fault. */
  public record Loaded(MapLibrary library) implements Result {}

  public MapLibrary {
    maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
    texts = Map.copyOf(texts);
  }

  /** File of a map and the result of reading it. */
  private record Source(String file, String text, MapReader.Result result) {
    private Source(String file, String text) {
      this(file, text, MapReader.read(file, text));
    }
  }

  /** Loaded once, on first use. */
  private static final class Shipped {
    private static final List<Source> MAPS =
        Resources.index(FOLDER).stream()
            .map(name -> new Source(name, Resources.text(name)))
            .toList();
  }

  /** Loads the shipped maps before their first use; returns their number. */
  public static int prepare() {
    return Shipped.MAPS.size();
  }

  /** Loads only the shipped maps. */
  public static Result shipped() {
    return load(Optional.empty());
  }

  /** Loads the shipped maps and every {@code *.yaml} or {@code *.yml} file of the folder. */
  public static Result load(Optional<Path> folder) {
    List<Problem> problems = new ArrayList<>();
    MapLibrary library = library(folder, problems);
    return problems.isEmpty() ? new Loaded(library) : new Problems(problems);
  }

  /** Maps without a fault, whatever faults others have; they suffice for finding more faults. */
  public static MapLibrary usable(Optional<Path> folder) {
    return library(folder, new ArrayList<>());
  }

  private static MapLibrary library(Optional<Path> folder, List<Problem> problems) {
    Map<String, RegisterMap> maps = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Source source : sources(folder, problems)) {
      if (source.result instanceof Problems faults) {
        problems.addAll(faults.problems());
      } else if (source.result instanceof MapReader.Parsed parsed) {
        String id = parsed.map().id();
        if (maps.putIfAbsent(id, parsed.map()) != null) {
          String why = "there is a map '" + id + "' already";
          problems.add(new Problem(source.file, 1, "id", why));
        }
        texts.put(id, source.text);
      }
    }
    return new MapLibrary(maps, texts);
  }

  private static List<Source> sources(Optional<Path> folder, List<Problem> problems) {
    List<Source> sources = new ArrayList<>(Shipped.MAPS);
    folder.ifPresent(
        path -> {
          for (Path file : files(path, problems)) {
            try {
              if (Files.size(file) > LIMIT) {
                problems.add(new Problem(file.toString(), 1, "", "longer than a megabyte"));
                continue;
              }
              sources.add(new Source(file.toString(), Files.readString(file)));
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

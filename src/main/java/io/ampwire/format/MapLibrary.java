package io.ampwire.format;

import io.ampwire.map.RegisterMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Register maps of this installation: the shipped ones and those of one folder. {@code
 * maps/index.txt} lists the shipped maps, so that no class path is scanned. A shipped map is in a
 * file of its id and is parsed when it is first asked for, because an installation uses few of
 * them.
 *
 * @param maps by id, shipped ones first
 * @param texts the YAML of each, by id
 */
public record MapLibrary(Map<String, RegisterMap> maps, Map<String, String> texts) {
  private static final String FOLDER = "maps";
  private static final String SUFFIX = ".yaml";
  private static final long LIMIT = 1 << 20;

  /** Result of loading all maps. */
  public sealed interface Result permits Loaded, Problems {}

  /** All maps, each without a fault. */
  public record Loaded(MapLibrary library) implements Result {}

  /** File of a map and the result of reading it. */
  private record Source(String file, String text, MapReader.Result result) {
    private Source(String file, String text) {
      this(file, text, MapReader.read(file, text));
    }
  }

  /** The shipped maps by id. */
  private static final class Shipped {
    private static final Map<String, RegisterMap> MAPS = new OnDemandMap<>(ids(), Shipped::parsed);

    private static List<String> ids() {
      return Resources.index(FOLDER).stream()
          .map(name -> name.substring(FOLDER.length() + 1, name.length() - SUFFIX.length()))
          .toList();
    }

    private static String text(String id) {
      return Resources.text(FOLDER + "/" + id + SUFFIX);
    }

    /** Parses a map; a fault in it means a broken build. */
    private static RegisterMap parsed(String id) {
      MapReader.Result result = MapReader.read(FOLDER + "/" + id + SUFFIX, text(id));
      if (result instanceof MapReader.Parsed parsed) {
        return parsed.map();
      }
      throw new IllegalStateException("not valid in this build: " + result);
    }
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
    Map<String, RegisterMap> own = new LinkedHashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (Source source : sources(folder, problems)) {
      if (source.result instanceof Problems faults) {
        problems.addAll(faults.problems());
      } else if (source.result instanceof MapReader.Parsed parsed) {
        String id = parsed.map().id();
        if (Shipped.MAPS.containsKey(id) || own.putIfAbsent(id, parsed.map()) != null) {
          String why = "there is a map '" + id + "' already";
          problems.add(new Problem(source.file, 1, "id", why));
        }
        texts.put(id, source.text);
      }
    }
    List<String> ids = Stream.of(Shipped.MAPS, own).flatMap(m -> m.keySet().stream()).toList();
    return new MapLibrary(
        new OnDemandMap<>(ids, id -> own.containsKey(id) ? own.get(id) : Shipped.MAPS.get(id)),
        new OnDemandMap<>(ids, id -> own.containsKey(id) ? texts.get(id) : Shipped.text(id)));
  }

  private static List<Source> sources(Optional<Path> folder, List<Problem> problems) {
    List<Source> sources = new ArrayList<>();
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

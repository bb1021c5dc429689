package io.ampwire.cli.map;

import io.ampwire.cli.DataDirectory;
import io.ampwire.format.EvidenceLibrary;
import io.ampwire.format.MapLibrary;
import io.ampwire.format.Problems;
import io.ampwire.map.RegisterMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Command-line options of the maps folder and the data folder; several commands share them. */
public final class Installation {
  @Spec(Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--maps",
      paramLabel = "DIR",
      defaultValue = "${sys:ampwire.maps:-${env:AMPWIRE_MAPS:-}}",
      description = "folder of extra maps")
  String maps;

  @Option(
      names = "--trust-maps-folder",
      defaultValue = "${sys:ampwire.trust-maps-folder:-${env:AMPWIRE_TRUST_MAPS_FOLDER:-false}}",
      description = "let evidence/trust.yaml of the maps folder add trusted keys")
  boolean trustMaps;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      defaultValue = DataDirectory.DEFAULT,
      description = "the bridge's data directory, with the signing key and evidence")
  Path data;

  /** The shipped maps and the maps of the folder. */
  public MapLibrary library() {
    MapLibrary.Result result = MapLibrary.load(folder());
    if (result instanceof Problems problems) {
      throw new ParameterException(spec.commandLine(), problems.toString());
    }
    return ((MapLibrary.Loaded) result).library();
  }

  public RegisterMap map(String id) {
    MapLibrary library = library();
    return Optional.ofNullable(library.maps().get(id))
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "no map '"
                        + id
                        + "', there are "
                        + String.join(", ", library.maps().keySet())));
  }

  /** Evidence records and trusted keys, as the bridge loads them. */
  public EvidenceLibrary evidence() {
    List<Path> maps = folder().stream().toList();
    List<Path> trusted = new ArrayList<>(trustMaps ? maps : List.of());
    trusted.add(data);
    return EvidenceLibrary.load(trusted, trustMaps ? List.of() : maps);
  }

  /** The default file of the signing key. */
  public Path key() {
    return data.resolve("evidence-key.pem");
  }

  private Optional<Path> folder() {
    return Optional.ofNullable(maps)
        .filter(text -> !text.isBlank())
        .map(Path::of)
        .filter(
            path -> {
              if (Files.isDirectory(path)) {
                return true;
              }
              throw new ParameterException(spec.commandLine(), "--maps: no folder " + path);
            });
  }
}

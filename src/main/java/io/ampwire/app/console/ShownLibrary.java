package io.ampwire.app.console;

import io.ampwire.app.Bridge;
import io.ampwire.format.ImportJson;
import io.ampwire.format.LibraryJson;
import io.ampwire.format.MapEvidenceJson;
import io.ampwire.format.MapImport;
import io.ampwire.format.MapJson;
import io.ampwire.format.MapText;
import io.ampwire.format.export.ExportFormat;
import io.ampwire.http.LibraryViews;
import io.ampwire.map.RegisterMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Views of the register maps and the evidence of this installation, for the API. */
@ApplicationScoped
public class ShownLibrary implements LibraryViews {
  private final Bridge bridge;

  ShownLibrary(Bridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public List<String> ids() {
    return bridge.library().maps().keySet().stream().toList();
  }

  @Override
  public byte[] maps(List<String> ids) {
    return LibraryJson.list(known(ids), bridge.trust());
  }

  @Override
  public Optional<byte[]> map(String id) {
    return known(id).map(map -> MapJson.write(bridge.trust().of(map)));
  }

  @Override
  public Optional<byte[]> yaml(String id) {
    return known(id)
        .map(map -> MapText.withRung(bridge.library().texts().get(id), bridge.trust().of(map)))
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<byte[]> evidence(String map) {
    return known(map).map(m -> MapEvidenceJson.evidence(bridge.trust().of(m)));
  }

  @Override
  public byte[] firmware(List<String> ids) {
    return MapEvidenceJson.firmware(known(ids), bridge.trust());
  }

  @Override
  public Optional<Exported> export(String id, String format) {
    return known(id)
        .flatMap(
            map ->
                ExportFormat.of(format)
                    .map(
                        program ->
                            new Exported(
                                program
                                    .write(bridge.trust().of(map))
                                    .getBytes(StandardCharsets.UTF_8),
                                program.mediaType())));
  }

  @Override
  public List<String> formats() {
    return Arrays.stream(ExportFormat.values()).map(ExportFormat::label).toList();
  }

  @Override
  public Imported imported(String id, String file, String table) {
    MapImport made = MapImport.of(id, file, table);
    return new Imported(made.yaml().isPresent(), ImportJson.write(made));
  }

  private Optional<RegisterMap> known(String id) {
    return Optional.ofNullable(bridge.library().maps().get(id));
  }

  private List<RegisterMap> known(List<String> ids) {
    return ids.stream().flatMap(id -> known(id).stream()).toList();
  }
}

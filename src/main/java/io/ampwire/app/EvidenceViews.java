package io.ampwire.app;

import io.ampwire.format.MapEvidenceJson;
import io.ampwire.http.TrustViews;
import io.ampwire.map.RegisterMap;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What the API shows of the evidence that this installation has. */
@ApplicationScoped
public class EvidenceViews implements TrustViews {
  private final Bridge bridge;

  EvidenceViews(Bridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public Optional<byte[]> evidence(String map) {
    return bridge.maps().stream()
        .filter(m -> m.id().equals(map))
        .findFirst()
        .map(m -> MapEvidenceJson.evidence(bridge.trust().of(m)));
  }

  @Override
  public byte[] firmware() {
    return MapEvidenceJson.firmware(bridge.maps(), bridge.trust());
  }

  @Override
  public List<String> maps() {
    return bridge.maps().stream().map(RegisterMap::id).toList();
  }
}

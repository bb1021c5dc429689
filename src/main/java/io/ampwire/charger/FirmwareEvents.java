package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.trust.FirmwareSentinel.News;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events about a charger whose firmware or commercial reference changed. */
final class FirmwareEvents {
  private FirmwareEvents() {}

  static void report(List<News> news, ChangeDetector.Listener listener) {
    for (News each : news) {
      Map<String, Object> details = new LinkedHashMap<>(each.details());
      Type type =
          switch (each.kind()) {
            case CHANGED -> Type.FIRMWARE_CHANGED;
            case PROVED -> Type.FIRMWARE_PROVED;
            case DIFFERS -> Type.FIRMWARE_DIFFERS;
          };
      if (type == Type.FIRMWARE_DIFFERS) {
        details.put("remedy", "compare the map with the maker's notes; writes stay suspended");
      }
      listener.happened(type, details);
    }
  }
}

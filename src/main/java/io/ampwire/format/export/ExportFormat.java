package io.ampwire.format.export;

import io.ampwire.trust.MapTrust;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Format of another program or standard that a map can be exported to. */
public enum ExportFormat {
  TELEGRAF("application/toml", TelegrafExport::write),
  HOMEASSISTANT("application/yaml", HomeAssistantExport::write),
  EVCC("application/yaml", EvccExport::write),
  /** W3C Web of Things: Thing Description 1.1. */
  WOT("application/td+json", WotExport::write);

  private final String mediaType;
  private final Function<MapTrust, String> writer;

  ExportFormat(String mediaType, Function<MapTrust, String> writer) {
    this.mediaType = mediaType;
    this.writer = writer;
  }

  /** Format of that name; empty for an unknown one. */
  public static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.label().equals(name)).findFirst();
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String mediaType() {
    return mediaType;
  }

  /**
   * Exports the map for that program; comments, or a description where a format has no comments,
   * list what it cannot express.
   */
  public String write(MapTrust trust) {
    return writer.apply(trust);
  }
}

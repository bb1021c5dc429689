package io.ampwire.format.export;

import io.ampwire.trust.MapTrust;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Programs that a map can be written down for. */
public enum ExportFormat {
  TELEGRAF("application/toml", TelegrafExport::write),
  HOMEASSISTANT("application/yaml", HomeAssistantExport::write),
  EVCC("application/yaml", EvccExport::write);

  private final String mediaType;
  private final Function<MapTrust, String> writer;

  ExportFormat(String mediaType, Function<MapTrust, String> writer) {
    this.mediaType = mediaType;
    this.writer = writer;
  }

  /** The format of that name, empty for none. */
  public static Optional<ExportFormat> of(String name) {
    return Arrays.stream(values()).filter(format -> format.label().equals(name)).findFirst();
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String mediaType() {
    return mediaType;
  }

  /** The map for that program; what it cannot say is listed in comments. */
  public String write(MapTrust trust) {
    return writer.apply(trust);
  }
}

package io.ampwire.http;

import java.util.List;
import java.util.Optional;

/** Port: the register maps and their evidence, in UTF-8. May be used from any thread. */
public interface LibraryViews {
  /** The ids of all maps, in order. */
  List<String> ids();

  /** An array of these maps at a glance: rung, counts. */
  byte[] maps(List<String> ids);

  /** All of one map as JSON; empty for an unknown map. */
  Optional<byte[]> map(String id);

  /** The same map as YAML with its rung. */
  Optional<byte[]> yaml(String id);

  /** Rung, contradictions and records of one map; empty for an unknown map. */
  Optional<byte[]> evidence(String map);

  /** These maps by firmware by axis. */
  byte[] firmware(List<String> ids);

  /** The map in the format of another program; empty for an unknown map or format. */
  Optional<Exported> export(String map, String format);

  /** The formats that maps can be exported to. */
  List<String> formats();

  /** An export and its media type. */
  record Exported(byte[] body, String mediaType) {}

  /**
   * The map that a register table becomes; nothing is kept.
   *
   * @param file the table's name
   */
  Imported imported(String id, String file, String table);

  /**
   * @param made whether a map was made; if not, the body is a problem document
   */
  record Imported(boolean made, byte[] body) {}
}

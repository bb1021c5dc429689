package io.ampwire.http;

import java.util.List;
import java.util.Optional;

/** Port: the maps and how far they are proven, in UTF-8. May be used from any thread. */
public interface LibraryViews {
  /** The maps there are, in their order. */
  List<String> ids();

  /** An array of these maps at a glance: rung, counts. */
  byte[] maps(List<String> ids);

  /** All of one map as JSON, empty for one that is not there. */
  Optional<byte[]> map(String id);

  /** The same map as YAML with its rung. */
  Optional<byte[]> yaml(String id);

  /** Rung, contradictions and records of one map, empty for one that is not there. */
  Optional<byte[]> evidence(String map);

  /** These maps by firmware by axis. */
  byte[] firmware(List<String> ids);

  /** The map in the language of another program, empty where there is no such map or program. */
  Optional<Exported> export(String map, String format);

  /** The programs that maps can be exported for. */
  List<String> formats();

  /** An export and its media type. */
  record Exported(byte[] body, String mediaType) {}

  /**
   * What comes of a register table; nothing is kept.
   *
   * @param file the table's name
   */
  Imported imported(String id, String file, String table);

  /**
   * @param made false where the table was refused; the body is then a problem
   */
  record Imported(boolean made, byte[] body) {}
}

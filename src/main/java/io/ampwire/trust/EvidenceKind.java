package io.ampwire.trust;

import java.util.Locale;

/** Origin of a record, which limits what the record can prove. */
public enum EvidenceKind {
  /** Requests and answers of a real device that its owner published. */
  TRACE("published requests and answers of a real device; confirms or contradicts, earns no rung"),
  /** Reads against an independent Modbus server, remapped into its window. */
  TRANSPORT("reads against an independent Modbus server, remapped into its window"),
  /** Reads of the device itself, at the map's own addresses. */
  HARDWARE("reads of the device itself at the map's own addresses");

  private final String about;

  EvidenceKind(String about) {
    this.about = about;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String about() {
    return about;
  }
}

package io.ampwire.map;

/** Who decides in which order a charger's registers are read. */
public enum WordOrderChoice {
  /** The charger's own readings do. */
  PROVE,
  /** The map's document does. */
  AS_DOCUMENTED,
  HIGH_WORD_FIRST,
  LOW_WORD_FIRST
}

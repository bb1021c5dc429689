package io.ampwire.map;

/** What decides the word order of a charger. */
public enum WordOrderChoice {
  /** The charger's own readings do. */
  PROVE,
  /** The map's document does. */
  AS_DOCUMENTED,
  HIGH_WORD_FIRST,
  LOW_WORD_FIRST
}

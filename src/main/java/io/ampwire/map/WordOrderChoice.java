package io.ampwire.map;

/** Source of a charger's word order. */
public enum WordOrderChoice {
  /** The charger's own readings decide. */
  PROVE,
  /** The map's document decides. */
  AS_DOCUMENTED,
  HIGH_WORD_FIRST,
  LOW_WORD_FIRST
}

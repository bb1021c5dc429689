package io.ampwire.map;

/** What decides the scale of power readings that contradict voltage times current. */
public enum ScaleChoice {
  /** The map does; a reading that contradicts it is withheld. */
  AS_DOCUMENTED,
  /** The charger's own readings do; the factor that fits is applied. */
  PROVE
}

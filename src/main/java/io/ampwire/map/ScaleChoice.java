package io.ampwire.map;

/** Source of the scale for power readings that contradict voltage times current. */
public enum ScaleChoice {
  /** The map decides; the bridge withholds a reading that contradicts it. */
  AS_DOCUMENTED,
  /** The charger's own readings decide; the bridge applies the factor that fits. */
  PROVE
}

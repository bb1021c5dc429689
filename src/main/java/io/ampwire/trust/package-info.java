/**
 * Trust in maps: rungs computed from signed evidence, and proofs of word order and scale from a
 * charger's own readings. Depends on {@code map} and {@code decode}.
 */
package io.ampwire.trust;

/**
 * Control of a charger: the state machine, lease and lifebit, the command queue, writes with
 * readback, and the reactions to each poll. {@link io.ampwire.control.ChargerControl} is the entry
 * point. Depends on {@code map}, {@code decode}, {@code trust}, {@code command} and {@code link};
 * knows no framework and no lane.
 */
package io.ampwire.control;

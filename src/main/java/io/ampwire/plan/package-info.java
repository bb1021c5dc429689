/**
 * Poll planning: the fewest Modbus reads that cover the points that are due. Depends on {@code
 * map}.
 */
package io.ampwire.plan;

/**
 * Who controls a charger and what follows: the state machine, lease and lifebit, the command
 * queue,\n * writes with readback, and the reactions to each poll. {@link
 * io.ampwire.control.ChargerControl} is\n * the way in. Sees map, decode, trust, command and link;
 * knows no framework and no lane.\n
 */
package io.ampwire.control;

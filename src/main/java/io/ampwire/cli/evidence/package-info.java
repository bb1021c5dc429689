/**
 * The command {@code evidence}: recalculates the verdicts of a record. Uses the core and the
 * formats.
 */
package io.ampwire.cli.evidence;

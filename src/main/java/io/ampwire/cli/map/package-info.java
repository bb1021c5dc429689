/**
 * The command {@code map}: checks, shows, imports and exports register maps. Uses the core and the
 * formats; opens no connection.
 */
package io.ampwire.cli.map;

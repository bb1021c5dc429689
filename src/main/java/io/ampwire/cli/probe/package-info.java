/**
 * The command {@code probe}: finds the maps that fit a device, at one address or in a network. It
 * only reads.
 */
package io.ampwire.cli.probe;

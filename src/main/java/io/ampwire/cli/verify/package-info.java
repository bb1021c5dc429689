/**
 * The commands {@code verify} and {@code trace}: check a map against a device or its recorded
 * answers, and write evidence records. The only commands that write to a device, and only when
 * asked to.
 */
package io.ampwire.cli.verify;

/**
 * Adapter: YAML and JSON in and out, for maps, inventory, evidence, commands and documents. The
 * only\n * room that sees Jackson and SnakeYAML.\n
 */
package io.ampwire.format;

/**
 * Adapter: YAML and JSON, read and written, for maps, inventory, evidence, commands and documents.
 * Only this package uses Jackson and SnakeYAML.
 */
package io.ampwire.format;

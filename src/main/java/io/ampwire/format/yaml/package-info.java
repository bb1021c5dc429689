/** Printer of YAML texts and trees, so that no content can become a key, a line or a comment. */
package io.ampwire.format.yaml;

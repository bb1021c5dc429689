/** Texts and trees written as YAML, so that no content can become a key, a line or a comment. */
package io.ampwire.format.yaml;

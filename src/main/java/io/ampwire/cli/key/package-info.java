/** The command {@code key}: the key that signs evidence. Uses {@code trust} and files only. */
package io.ampwire.cli.key;

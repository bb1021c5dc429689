/**
 * The commands that run without the framework: {@code verify}, {@code probe}, {@code map}, {@code
 * key},\n * {@code audit}. They open no port and reach no broker. The only room that sees
 * picocli.\n
 */
package io.ampwire.cli;

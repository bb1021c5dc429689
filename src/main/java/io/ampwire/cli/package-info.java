/**
 * Command-line commands that run without the framework: {@code verify}, {@code probe}, {@code map},
 * {@code key}, {@code audit}. They open no port and do not connect to the broker. Only this package
 * uses picocli.
 */
package io.ampwire.cli;

/**
 * Demo mode: simulated chargers and a broker in this process, its free ports, and the lines it
 * prints. The only package that uses {@code demo}.
 */
package io.ampwire.app.demo;

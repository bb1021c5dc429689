/**
 * One lane per charger: it polls on time, decodes, reports, and hands polls and commands to
 * control.\n * Sees everything of the core before it; its ports are {@link
 * io.ampwire.charger.LanePorts}.\n
 */
package io.ampwire.charger;

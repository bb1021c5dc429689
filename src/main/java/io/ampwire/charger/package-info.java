/**
 * One lane per charger: it polls on time, decodes, reports, and passes polls and commands to
 * control. Depends on the rest of the core; its ports are {@link io.ampwire.charger.LanePorts}.
 */
package io.ampwire.charger;

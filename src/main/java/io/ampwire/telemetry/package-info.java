/**
 * Telemetry: what the bridge publishes to the broker. Lanes report to a list of sinks ({@link
 * io.ampwire.telemetry.FanOutSink}). {@link io.ampwire.telemetry.Telemetry} turns reports into
 * {@link io.ampwire.telemetry.Document}s and keeps the retained ones. {@link
 * io.ampwire.telemetry.Outbox} sends them, tracks their delivery and passes unproved ones to the
 * {@link io.ampwire.telemetry.Journal}. {@link io.ampwire.telemetry.RecentHistory} keeps recent
 * events for people.
 *
 * <p>The outbox and everything that it owns run on one scheduler, so this package needs no lock.
 *
 * <p>May use the JDK and the core packages before it. Ports: {@link io.ampwire.telemetry.Publisher}
 * (the connection to the broker), {@link io.ampwire.telemetry.Journal} (the disk), {@link
 * io.ampwire.telemetry.DocumentEncoder} (the wire format).
 */
package io.ampwire.telemetry;

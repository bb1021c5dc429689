/**
 * What the bridge says to the broker. Lanes report to a list of sinks ({@link
 * io.ampwire.telemetry.FanOutSink}). {@link io.ampwire.telemetry.Telemetry} turns reports into
 * {@link io.ampwire.telemetry.Document}s and knows what is retained; {@link
 * io.ampwire.telemetry.Outbox} sends them, proves their delivery and hands what is unproved to the
 * {@link io.ampwire.telemetry.Journal}. {@link io.ampwire.telemetry.RecentHistory} keeps what
 * lately happened, for people.
 *
 * <p>The outbox and everything that it owns run on one scheduler, so that nothing here needs a
 * lock.
 *
 * <p>May use the JDK and the core packages before it. Ports: {@link io.ampwire.telemetry.Publisher}
 * (the connection to the broker), {@link io.ampwire.telemetry.Journal} (the disk), {@link
 * io.ampwire.telemetry.DocumentEncoder} (the wire format).
 */
package io.ampwire.telemetry;

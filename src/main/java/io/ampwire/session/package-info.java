/**
 * Charging sessions and one-minute means, derived from what a charger's lane reports. {@link
 * io.ampwire.session.SessionTracker} is one of the lane's sinks. It keeps a state machine per
 * charger ({@link io.ampwire.session.SessionState}) and reports sessions to a {@link
 * io.ampwire.session.SessionListener}.
 *
 * <p>May use the JDK and the core packages before it. Ports: {@link
 * io.ampwire.session.SessionStore} (sessions on disk), {@link io.ampwire.session.MinuteStore}
 * (one-minute means on disk).
 */
package io.ampwire.session;

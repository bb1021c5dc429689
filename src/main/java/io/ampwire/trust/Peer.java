package io.ampwire.trust;

/**
 * Device or server that answered.
 *
 * @param address where, as it was given
 * @param loopback whether it is on the verifying machine: a simulator or a tunnel, never a charger
 * @param said what it said of itself, in its own registers
 * @param stated what the one who ran the check says it is
 */
public record Peer(String address, boolean loopback, String said, String stated) {}

package io.ampwire.trust;

/**
 * Who answered.
 *
 * @param address where, as it was given
 * @param loopback whether that is the machine that asked: a simulator or a tunnel, never a charger
 * @param said what it said of itself, in its own registers
 * @param stated what the one who ran the check says it is
 */
public record Peer(String address, boolean loopback, String said, String stated) {}

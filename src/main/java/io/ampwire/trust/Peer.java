package io.ampwire.trust;

/**
 * Device or server that answered.
 *
 * @param address address as it was given
 * @param loopback whether it is on the verifying machine: a simulator or a tunnel, never a charger
 * @param said identity that it reported in its own registers
 * @param stated identity that the person who ran the check states
 */
public record Peer(String address, boolean loopback, String said, String stated) {}

package io.ampwire.map;

/** What the device allows; whether a command may use it is the inventory's word. */
public enum Access {
  READ,
  READ_WRITE,
  WRITE
}

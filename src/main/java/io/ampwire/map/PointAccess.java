package io.ampwire.map;

/** What the device allows; whether a command may use it is the inventory's word. */
public enum PointAccess {
  READ,
  READ_WRITE,
  WRITE
}

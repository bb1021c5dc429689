package io.ampwire.map;

/** Access that a device allows to a point; the inventory decides whether commands may use it. */
public enum PointAccess {
  READ,
  READ_WRITE,
  WRITE
}

package io.ampwire.demo;

/** Result of a request to a device: served, or refused with a Modbus exception code. */
public enum RequestStatus {
  SERVED(0),
  ILLEGAL_FUNCTION(1),
  ILLEGAL_ADDRESS(2),
  ILLEGAL_VALUE(3),
  DEVICE_FAILURE(4),
  ACKNOWLEDGE(5),
  BUSY(6);

  private final int code;

  RequestStatus(int code) {
    this.code = code;
  }

  /** The exception code on the wire; 0 for {@link #SERVED}. */
  public int code() {
    return code;
  }
}

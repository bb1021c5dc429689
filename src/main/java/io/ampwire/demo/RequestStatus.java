package io.ampwire.demo;

/** How a device takes a request: served, or refused with one of the exception codes of Modbus. */
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

package io.ampwire.demo;

/** Device behind a Modbus server: its registers, and its reaction to reads and writes. */
public interface RegisterDevice {

  RegisterImage image();

  /** Checks a write of consecutive registers and executes all of it if it is served. */
  RequestStatus write(int first, int[] values);

  /** Checks a read; the words come from the image. */
  default RequestStatus read(int first, int count) {
    return image().answers(first, count) ? RequestStatus.SERVED : RequestStatus.ILLEGAL_ADDRESS;
  }

  /** The registers of a unit and function; most devices have one set for all. */
  default RegisterImage image(int unit, int function) {
    return image();
  }

  /** As {@link #read(int, int)}, for devices with different units and functions. */
  default RequestStatus read(int unit, int function, int first, int count) {
    return read(first, count);
  }

  /** As {@link #write(int, int[])}, for devices with different units and functions. */
  default RequestStatus write(int unit, int function, int first, int[] values) {
    return write(first, values);
  }

  /** Whether the device has coils or discrete inputs; one without refuses their functions. */
  default boolean hasBits() {
    return false;
  }

  /** A device that stores each write to an existing register, without coils. */
  static RegisterDevice keeping(RegisterImage image) {
    return keeping(image, false);
  }

  /** A device that stores each write; a word that is not zero is a coil that is on. */
  static RegisterDevice keepingBits(RegisterImage image) {
    return keeping(image, true);
  }

  private static RegisterDevice keeping(RegisterImage image, boolean bits) {
    return new RegisterDevice() {
      @Override
      public RegisterImage image() {
        return image;
      }

      @Override
      public boolean hasBits() {
        return bits;
      }

      @Override
      public RequestStatus write(int first, int[] values) {
        if (!image.answers(first, values.length)) {
          return RequestStatus.ILLEGAL_ADDRESS;
        }
        image.together(
            () -> {
              for (int i = 0; i < values.length; i++) {
                image.putU16(first + i, values[i]);
              }
            });
        return RequestStatus.SERVED;
      }
    };
  }
}

package io.ampwire.demo;

/**
 * The thing behind a server: its registers, and what it does when somebody reads or writes them.
 */
public interface RegisterDevice {

  RegisterImage image();

  /** Judges a write of consecutive registers and, when it is served, carries all of it out. */
  RequestStatus write(int first, int[] values);

  /** Judges a read; the words come from the image. */
  default RequestStatus read(int first, int count) {
    return image().answers(first, count) ? RequestStatus.SERVED : RequestStatus.ILLEGAL_ADDRESS;
  }

  /** The registers that a function of a unit sees; most devices have one set for all. */
  default RegisterImage image(int unit, int function) {
    return image();
  }

  /** As {@link #read(int, int)}, for devices that tell units and functions apart. */
  default RequestStatus read(int unit, int function, int first, int count) {
    return read(first, count);
  }

  /** As {@link #write(int, int[])}, for devices that tell units and functions apart. */
  default RequestStatus write(int unit, int function, int first, int[] values) {
    return write(first, values);
  }

  /** A device that keeps whatever is written to a register it has. */
  static RegisterDevice keeping(RegisterImage image) {
    return new RegisterDevice() {
      @Override
      public RegisterImage image() {
        return image;
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

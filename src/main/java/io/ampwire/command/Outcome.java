package io.ampwire.command;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** How a command ended; each ends exactly once. */
public sealed interface Outcome {

  /**
   * The charger accepted the write.
   *
   * @param verified whether it reads back the value
   * @param readback what it reads back, empty where that is no value
   */
  record Applied(boolean verified, OptionalLong value, OptionalLong readback) implements Outcome {
    @Override
    public String label() {
      return "applied";
    }
  }

  /** Nothing was written. */
  record Rejected(Code code, String message) implements Outcome {
    @Override
    public String label() {
      return code.label();
    }
  }

  /**
   * It was sent and did not take.
   *
   * @param modbus exception code of the device
   */
  record Failed(Code code, String message, OptionalInt modbus, OptionalLong readback)
      implements Outcome {
    @Override
    public String label() {
      return code.label();
    }
  }

  /** The answer was lost and readback could not settle it. */
  record Unknown(Code code, String message) implements Outcome {
    @Override
    public String label() {
      return "unknown";
    }
  }

  /** {@code applied}, {@code unknown}, or the code of a refusal or failure: the metric's label. */
  String label();

  static Outcome rejected(Code code, String message) {
    return new Rejected(code, message);
  }
}

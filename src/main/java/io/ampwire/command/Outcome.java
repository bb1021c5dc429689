package io.ampwire.command;

import io.ampwire.map.Decimal;
import java.util.Optional;
import java.util.OptionalInt;

/** Outcome of a command; each command has exactly one. */
public sealed interface Outcome {

  /**
   * The charger accepted the write.
   *
   * @param verified whether the charger reads back the value
   * @param readback value that the charger reads back, empty if it has none
   */
  record Applied(boolean verified, Optional<Decimal> value, Optional<Decimal> readback)
      implements Outcome {
    @Override
    public String label() {
      return "applied";
    }
  }

  /** The bridge wrote nothing. */
  record Rejected(Code code, String message) implements Outcome {
    @Override
    public String label() {
      return code.label();
    }
  }

  /**
   * The bridge sent the write, and it did not take effect.
   *
   * @param modbus exception code of the device
   */
  record Failed(Code code, String message, OptionalInt modbus, Optional<Decimal> readback)
      implements Outcome {
    @Override
    public String label() {
      return code.label();
    }
  }

  /** The answer was lost and the readback could not settle the outcome. */
  record Unknown(Code code, String message) implements Outcome {
    @Override
    public String label() {
      return "unknown";
    }
  }

  /** Label for metrics: {@code applied}, {@code unknown}, or the code of a refusal or failure. */
  String label();

  static Outcome rejected(Code code, String message) {
    return new Rejected(code, message);
  }
}

package io.ampwire.demo;

import io.ampwire.map.WordOrder;
import java.util.Set;

/** Registers of an EVlink Pro AC apart from its meter, and the writes that it accepts. */
final class EvlinkRegisters {
  static final int LIFEBIT = 4000;
  static final int SET_COMMAND = 4001;
  static final int SET_POINT = 4004;
  static final int DEGRADED_MONO = 4005;
  static final int DEGRADED_TRI = 4006;
  static final int NO_SESSION = 99;

  private static final int MOST_AMPS = 32;
  private static final Set<Integer> COMMANDS = Set.of(3, 7, 8, 9, 40, 41);

  private EvlinkRegisters() {}

  /** An image with the constant registers. The firmware version is invented. */
  static RegisterImage blank(WordOrder order) {
    return RegisterImage.evlinkProAc(order)
        .putU16(1212, 3)
        .putU16(1213, 4)
        .putU16(1214, 13)
        .putU32(4002, 0)
        .putU32(4020, 0)
        .putU32(4022, 0)
        .putU16(4040, 3)
        .putAscii(4060, 10, "EVB3S22N40M");
  }

  static void show(RegisterImage image, VehicleStay session) {
    VehicleStayState stage = session.stage();
    image
        .putU16(1, stage.evState())
        .putU16(150, stage.ocppStatus())
        .putU16(1150, stage.plugged() ? 1 : 0)
        .putU32(4007, (long) session.contactorSeconds())
        .putU32(4009, (long) session.seconds())
        .putU16(4011, session.stopCause())
        .putU32(4012, (long) session.wattHours());
  }

  /** Whether a value may be written. The refusals of the real device are not public. */
  static RequestStatus judge(int address, int value) {
    return switch (address) {
      case LIFEBIT -> served(value <= Supervision.DEACTIVATED);
      case SET_COMMAND -> served(COMMANDS.contains(value));
      case SET_POINT, DEGRADED_MONO, DEGRADED_TRI -> served(value <= MOST_AMPS);
      default -> RequestStatus.ILLEGAL_ADDRESS;
    };
  }

  private static RequestStatus served(boolean legal) {
    return legal ? RequestStatus.SERVED : RequestStatus.ILLEGAL_VALUE;
  }
}

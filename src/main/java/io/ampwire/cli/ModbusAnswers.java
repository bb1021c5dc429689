package io.ampwire.cli;

import io.ampwire.link.ModbusResponse;

/** Text form of Modbus answers. */
public final class ModbusAnswers {
  private ModbusAnswers() {}

  public static String why(ModbusResponse answer) {
    if (answer instanceof ModbusResponse.Refused refused) {
      return "exception " + refused.code() + name(refused.code());
    }
    return answer instanceof ModbusResponse.Failed failed ? failed.detail() : "answered";
  }

  private static String name(int code) {
    return switch (code) {
      case 1 -> " (illegal function)";
      case 2 -> " (illegal data address)";
      case 3 -> " (illegal data value)";
      case 4 -> " (device failure)";
      case 6 -> " (busy)";
      case 10 -> " (gateway path)";
      case 11 -> " (gateway: target silent)";
      default -> "";
    };
  }
}

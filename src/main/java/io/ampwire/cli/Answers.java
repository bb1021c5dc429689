package io.ampwire.cli;

import io.ampwire.charger.Answer;

/** Answers in words. */
final class Answers {
  private Answers() {}

  static String why(Answer answer) {
    if (answer instanceof Answer.Refused refused) {
      return "exception " + refused.code() + name(refused.code());
    }
    return answer instanceof Answer.Failed failed ? failed.detail() : "answered";
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

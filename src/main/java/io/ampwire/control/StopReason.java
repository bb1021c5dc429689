package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;

/** Reason why a charger's lane stops; each stop ends the lifebit first and writes nothing. */
public enum StopReason {
  /** The process ends; a standing intent stays journalled. */
  STOPPED(LossReason.BRIDGE_STOPPED, Code.OFFLINE, "the bridge is stopping"),
  /** The inventory no longer lists the charger; its standing intent is deleted. */
  RETIRED(LossReason.INVENTORY_CHANGED, Code.OFFLINE, "the bridge no longer serves this charger"),
  /** Another bridge owns the charger and does not know of an intent here; the intent is deleted. */
  DISOWNED(
      LossReason.OWNER_CHANGED,
      Code.NOT_OWNER,
      "another bridge serves this charger from now on; ask again");

  private final LossReason reason;
  private final Outcome answer;

  StopReason(LossReason reason, Code code, String message) {
    this.reason = reason;
    this.answer = Outcome.rejected(code, message);
  }

  LossReason reason() {
    return reason;
  }

  /** The answer to commands that wait or arrive later. */
  Outcome answer() {
    return answer;
  }
}

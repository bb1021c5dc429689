package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Outcome;

/** Why a lane ends; each way stops the lifebit first and writes nothing. */
public enum StopReason {
  /** The process ends; a standing intent stays journalled. */
  STOPPED(ControlState.Cause.BRIDGE_STOPPED, Code.OFFLINE, "the bridge is stopping"),
  /** The inventory has no such charger any more; a standing intent is forgotten. */
  RETIRED(
      ControlState.Cause.INVENTORY_CHANGED,
      Code.OFFLINE,
      "the bridge no longer serves this charger"),
  /** Another bridge has the charger, which knows nothing of an intent here; it is forgotten. */
  DISOWNED(
      ControlState.Cause.OWNER_CHANGED,
      Code.NOT_OWNER,
      "another bridge serves this charger from now on; ask again");

  private final ControlState.Cause cause;
  private final Outcome answer;

  StopReason(ControlState.Cause cause, Code code, String message) {
    this.cause = cause;
    this.answer = Outcome.rejected(code, message);
  }

  ControlState.Cause cause() {
    return cause;
  }

  /** What commands are told that wait, or come later. */
  Outcome answer() {
    return answer;
  }
}

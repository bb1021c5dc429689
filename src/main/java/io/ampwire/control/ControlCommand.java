package io.ampwire.control;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.control.ControlState.Cause;
import java.util.OptionalLong;

/**
 * What {@code cmd/control} takes: a lease is renewed, or control is released; nothing is written.
 */
final class ControlCommand {
  private ControlCommand() {}

  /**
   * @param renew {@code renew}, else {@code release}
   * @param now monotonic time, ns
   */
  static Outcome said(boolean renew, Command command, ControlSession grip, long now) {
    grip.checkLapse();
    boolean suspended = grip.control().state() == ControlState.SUSPENDED;
    if (!grip.control().held() && (renew || !suspended)) {
      return Outcome.rejected(
          Code.NO_CONTROL, "nobody controls this charger; a set_point takes control");
    }
    if (grip.control().leasedByOther(command.by())) {
      return Outcome.rejected(Code.HELD_BY_OTHER, grip.control().holder() + " holds the lease");
    }
    if (renew) {
      grip.renew(command.lease());
    } else {
      grip.lose(Cause.RELEASED);
    }
    return new Outcome.Applied(true, OptionalLong.empty(), OptionalLong.empty());
  }
}

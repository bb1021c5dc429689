package io.ampwire.group;

import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.CommandRules;
import io.ampwire.command.Outcome;
import io.ampwire.link.Scheduler;
import java.math.BigDecimal;
import java.util.Optional;

/** Checks of a command that sets the limit of a group. */
final class LimitRules {
  private final LimitSettings settings;

  /** Result of the checks. */
  sealed interface Judgement {}

  /** The command passes; an empty limit returns to the static one. */
  record Pass(Optional<LimitInForce.Requested> limit) implements Judgement {}

  /** The command is refused. */
  record Refuse(Outcome outcome) implements Judgement {}

  LimitRules(LimitSettings settings) {
    this.settings = settings;
  }

  Judgement judge(LimitCommand asked, double floorAmps, Scheduler scheduler) {
    Command command = asked.command();
    if (command.retained()) {
      return refuse(
          Code.RETAINED, "retained commands are never executed; publish without the retain flag");
    }
    if (command.value() instanceof Command.Malformed malformed) {
      return refuse(Code.BAD_PAYLOAD, malformed.why());
    }
    Optional<Outcome> stale =
        CommandRules.stale(command, scheduler.trustedMillis(), scheduler.nanos());
    if (stale.isPresent()) {
      return new Refuse(stale.get());
    }
    if (asked.releases()) {
      return new Pass(Optional.empty());
    }
    if (asked.number().isEmpty()) {
      return refuse(
          Code.BAD_PAYLOAD, "limit takes a number with the unit A, W or kW, or the word release");
    }
    return limit(asked, asked.number().get(), floorAmps);
  }

  private Judgement limit(LimitCommand asked, BigDecimal number, double floorAmps) {
    double value = number.doubleValue();
    double most = settings.maxCurrent();
    String unit = asked.unit().orElse("A");
    switch (unit) {
      case "A":
        if (!(value >= 0 && value <= most)) {
          return outside("0.." + number(most) + " A per phase");
        }
        return pass(Room.of(value), asked);
      case "W", "kW":
        double watts = unit.equals("W") ? value : 1000 * value;
        double bound = PhaseAmps.COUNT * most * LimitSettings.VOLTS;
        if (!(watts >= 0 && watts <= bound)) {
          return outside("0.." + number(Math.floor(bound)) + " W for this feeder");
        }
        double amps = LimitSettings.amps(watts);
        double total = asked.grid() ? Math.max(amps, floorAmps) : amps;
        return pass(new Room(PhaseAmps.each(most), total), asked);
      default:
        return refuse(Code.BAD_PAYLOAD, "unit must be A, W or kW");
    }
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static Judgement pass(Room room, LimitCommand asked) {
    return new Pass(Optional.of(new LimitInForce.Requested(room, asked.grid(), asked.leaseEnd())));
  }

  private static Judgement outside(String takes) {
    return refuse(Code.OUT_OF_RANGE, "limit takes " + takes);
  }

  private static Judgement refuse(Code code, String message) {
    return new Refuse(Outcome.rejected(code, message));
  }
}

package io.ampwire.command;

import static io.ampwire.command.Outcome.rejected;

import io.ampwire.map.Decimal;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WriteRule;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Checks of a command that do not need the charger. Checks that depend on the charger's state are
 * made by its lane.
 */
public final class CommandRules {
  /** Largest difference between the sender's clock and the bridge's. */
  public static final long MAX_SKEW_MILLIS = 30_000;

  public static final String CONTROL = "control";

  private final RegisterMap map;
  private final Permissions permissions;

  public CommandRules(RegisterMap map, Permissions permissions) {
    this.map = map;
    this.permissions = permissions;
  }

  /** Result of the checks. */
  public sealed interface Judgement {}

  /** The command passes. */
  public record Write(Point point, WriteRule rule, Decimal value, boolean setPoint)
      implements Judgement {}

  /** The command renews control ({@code true}) or releases it. */
  public record Control(boolean renew) implements Judgement {}

  /** The command is refused. */
  public record Refusal(Outcome outcome) implements Judgement {}

  /**
   * @param wallMillis wall clock now; empty while it is not trusted
   * @param nanos monotonic clock now
   */
  public Judgement judge(Command command, OptionalLong wallMillis, long nanos) {
    if (command.retained()) {
      return refuse(
          Code.RETAINED, "retained commands are never executed; publish without the retain flag");
    }
    if (command.value() instanceof Command.Malformed malformed) {
      return refuse(Code.BAD_PAYLOAD, malformed.why());
    }
    Optional<Point> point = map.point(command.name());
    boolean control = command.name().equals(CONTROL);
    Optional<Outcome> barred = permissions.refusalOfControl();
    if (barred.isPresent()) {
      return new Refusal(barred.get());
    }
    if (!control && point.isEmpty()) {
      return refuse(
          Code.UNKNOWN_COMMAND,
          "no command " + command.name() + "; known: control, and writable points");
    }
    Optional<Outcome> stale = stale(command, wallMillis, nanos);
    if (stale.isPresent()) {
      return new Refusal(stale.get());
    }
    return control ? controlWord(command.value()) : write(command, point.get());
  }

  private static Judgement controlWord(Command.Value value) {
    if (value instanceof Command.Word word) {
      switch (word.value()) {
        case "renew":
          return new Control(true);
        case "release":
          return new Control(false);
        default:
          break;
      }
    }
    return refuse(Code.BAD_PAYLOAD, "control takes renew or release");
  }

  private Judgement write(Command command, Point point) {
    boolean setPoint = map.setPoint().filter(r -> r.point().equals(point.name())).isPresent();
    Optional<Outcome> barred = permissions.refusalOfWrite(point, setPoint);
    if (barred.isPresent()) {
      return new Refusal(barred.get());
    }
    WriteRule rule = point.write().get();
    String takes = point.name() + " takes " + rule.describe(permissions.maxCurrent(), point.unit());
    if (!(command.value() instanceof Command.Number number)) {
      return refuse(Code.BAD_PAYLOAD, takes + ", as a number");
    }
    Optional<Decimal> value = number.decimal();
    if (value.filter(v -> rule.allows(v, permissions.maxCurrent())).isEmpty()) {
      boolean fraction = rule.step().isEmpty() && number.value().stripTrailingZeros().scale() > 0;
      return refuse(
          Code.OUT_OF_RANGE,
          takes
              + ", got "
              + shortened(number.value().toString())
              + (fraction ? "; a fraction is not taken" : ""));
    }
    return new Write(point, rule, value.get(), setPoint);
  }

  /**
   * Refuses a command that is too old, is from the future, or relies on a clock that is not set. A
   * {@code ttl} without {@code ts} counts from receipt and needs no clock that is set.
   */
  public static Optional<Outcome> stale(Command command, OptionalLong wallMillis, long nanos) {
    OptionalLong expiry = command.delivery().expiry();
    if (expiry.isPresent() && nanos - command.received() >= expiry.getAsLong() * 1_000_000_000L) {
      return Optional.of(
          rejected(
              Code.EXPIRED,
              "waited longer than its message expiry of " + expiry.getAsLong() + " s"));
    }
    if (command.ts().isPresent()) {
      if (wallMillis.isEmpty()) {
        return Optional.of(
            rejected(Code.CLOCK_UNSYNCED, "this bridge's clock is not set; send it without ts"));
      }
      long age = wallMillis.getAsLong() - command.ts().getAsLong();
      if (command.ttl().isPresent() && age > command.ttl().getAsLong() * 1000) {
        return Optional.of(
            rejected(Code.EXPIRED, "older than its ttl of " + command.ttl().getAsLong() + " s"));
      }
      if (Math.abs(age) > MAX_SKEW_MILLIS) {
        return Optional.of(
            rejected(Code.SKEW, "its ts is " + age / 1000 + " s away from this clock"));
      }
      return Optional.empty();
    }
    boolean waited =
        command.ttl().isPresent()
            && nanos - command.received() > command.ttl().getAsLong() * 1_000_000_000L;
    return waited
        ? Optional.of(rejected(Code.EXPIRED, "waited longer than its ttl"))
        : Optional.empty();
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }

  private static Judgement refuse(Code code, String message) {
    return new Refusal(rejected(code, message));
  }
}

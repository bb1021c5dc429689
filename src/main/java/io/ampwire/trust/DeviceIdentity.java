package io.ampwire.trust;

import io.ampwire.decode.Reading;
import io.ampwire.map.IdentityRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the device says it is.
 *
 * @param reference commercial reference, empty where it is blank or unreadable
 * @param firmware its version numbers joined by dots
 * @param fit whether that is a device the map is for
 */
public record DeviceIdentity(
    Optional<String> reference, Optional<String> firmware, Optional<String> model, Fit fit) {
  public static final DeviceIdentity UNKNOWN =
      new DeviceIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Fit.UNKNOWN);

  /** Only a positive mismatch speaks against a device; a blank reference says nothing. */
  public enum Fit {
    /** The map lists it. */
    FITS,
    /** The operator accepted it. */
    ACCEPTED,
    /** Of the map's family, but nobody has shown that it has this map. */
    UNLISTED,
    UNKNOWN,
    WRONG
  }

  /**
   * What the readings of the identity points come to.
   *
   * @param accepted references that the operator answers for
   */
  public static DeviceIdentity of(
      IdentityRule rule, Set<String> accepted, Function<String, Reading> readings) {
    Optional<String> reference = rule.reference().flatMap(p -> text(readings.apply(p)));
    Optional<String> model = rule.model().flatMap(p -> text(readings.apply(p)));
    return new DeviceIdentity(
        reference, firmware(rule, readings), model, fit(rule, accepted, reference));
  }

  private static Optional<String> firmware(IdentityRule rule, Function<String, Reading> readings) {
    boolean known =
        !rule.firmware().isEmpty()
            && rule.firmware().stream().allMatch(p -> readings.apply(p).isValue());
    return known
        ? Optional.of(
            rule.firmware().stream()
                .map(p -> text(readings.apply(p)).orElse(""))
                .collect(Collectors.joining(".")))
        : Optional.empty();
  }

  private static Optional<String> text(Reading reading) {
    if (reading instanceof Reading.Text text) {
      return Optional.of(text.value());
    }
    return reading instanceof Reading.Whole whole
        ? Optional.of(Long.toString(whole.value()))
        : Optional.empty();
  }

  private static Fit fit(IdentityRule rule, Set<String> accepted, Optional<String> reference) {
    if (reference.isPresent() && accepted.contains(reference.get())) {
      return Fit.ACCEPTED;
    }
    if (reference.isEmpty() || rule.families().isEmpty()) {
      return Fit.UNKNOWN;
    }
    if (rule.references().contains(reference.get())) {
      return Fit.FITS;
    }
    boolean family = rule.families().stream().anyMatch(reference.get()::startsWith);
    return family ? Fit.UNLISTED : Fit.WRONG;
  }

  /**
   * Why this device must not be written to, if it is not what the map is for: another commercial
   * reference, or a state that the map's device does not have.
   */
  public Optional<String> stranger(RegisterMap map, Function<String, Reading> readings) {
    if (fit == Fit.WRONG) {
      return Optional.of(
          reference.orElse("the device")
              + " is no device of map "
              + map.id()
              + "; accept-reference overrides");
    }
    Optional<Point> state = map.point(map.vehicle().point());
    if (state.isPresent()
        && !state.get().labels().isEmpty()
        && readings.apply(state.get().name()) instanceof Reading.Whole code
        && state.get().label(code.value()).isEmpty()) {
      return Optional.of(
          state.get().name()
              + " reads "
              + code.value()
              + ", which map "
              + map.id()
              + " does not know");
    }
    return Optional.empty();
  }

  /** What is said now, and where nothing is said what was said before. */
  public DeviceIdentity or(DeviceIdentity earlier) {
    return new DeviceIdentity(
        reference.or(() -> earlier.reference),
        firmware.or(() -> earlier.firmware),
        model.or(() -> earlier.model),
        fit);
  }

  /** Whether both said what they are, and not the same. */
  public boolean contradicts(DeviceIdentity earlier) {
    return differ(reference, earlier.reference) || differ(firmware, earlier.firmware);
  }

  private static boolean differ(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }
}

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
 * Identity that the device reports.
 *
 * @param reference commercial reference, empty if it is blank or unreadable
 * @param firmware version numbers joined by dots
 * @param fit whether the map fits that device
 */
public record DeviceIdentity(
    Optional<String> reference, Optional<String> firmware, Optional<String> model, Fit fit) {
  public static final DeviceIdentity UNKNOWN =
      new DeviceIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Fit.UNKNOWN);

  /**
   * Fit of a map to a device. Only a positive mismatch counts against a device; a blank reference
   * counts neither way.
   */
  public enum Fit {
    /** The map lists the reference. */
    FITS,
    /** The operator accepted the reference. */
    ACCEPTED,
    /**
     * The reference belongs to the map's family, but no owner has confirmed that this map fits it.
     */
    UNLISTED,
    UNKNOWN,
    WRONG
  }

  /**
   * Derives the identity from the readings of the identity points.
   *
   * @param accepted commercial references that the operator accepts
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
   * Reason why this device must not be written, if the map does not fit it: another commercial
   * reference, or a state that the map's device does not have.
   */
  public Optional<String> stranger(RegisterMap map, Function<String, Reading> readings) {
    if (fit == Fit.WRONG) {
      return Optional.of(
          reference.orElse("the device")
              + " is not a device of map "
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

  /** Fills the fields that are missing now with the earlier values. */
  public DeviceIdentity or(DeviceIdentity earlier) {
    return new DeviceIdentity(
        reference.isPresent() ? reference : earlier.reference,
        firmware.isPresent() ? firmware : earlier.firmware,
        model.isPresent() ? model : earlier.model,
        fit);
  }

  /** Whether both identities are known and differ. */
  public boolean contradicts(DeviceIdentity earlier) {
    return differ(reference, earlier.reference) || differ(firmware, earlier.firmware);
  }

  private static boolean differ(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent() && !one.equals(other);
  }
}

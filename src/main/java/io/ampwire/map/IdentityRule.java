package io.ampwire.map;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Points that identify a device, and the devices that a map fits.
 *
 * @param reference point with the commercial reference, text
 * @param model point with the model register
 * @param firmware points whose numbers, joined by dots, are the firmware's version
 * @param families prefixes of the commercial references that the map fits
 * @param references commercial references for which owners confirmed this map
 */
public record IdentityRule(
    Optional<String> reference,
    Optional<String> model,
    List<String> firmware,
    List<String> families,
    List<String> references) {
  public static final IdentityRule NONE =
      new IdentityRule(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

  /** All points that identify the device. */
  public List<String> points() {
    return Stream.of(reference.stream(), model.stream(), firmware.stream())
        .flatMap(Function.identity())
        .toList();
  }

  public IdentityRule {
    firmware = List.copyOf(firmware);
    families = List.copyOf(families);
    references = List.copyOf(references);
  }
}

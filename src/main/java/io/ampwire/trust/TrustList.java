package io.ampwire.trust;

import io.ampwire.map.RegisterMap;
import io.ampwire.trust.JudgedEvidence.Standing;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys whose records count in this installation. A valid signature alone is not enough. */
public record TrustList(List<TrustedKey> keys) {
  /** Most changed points that a message names. */
  private static final int SHOWN = 5;

  public static final TrustList EMPTY = new TrustList(List.of());

  public TrustList {
    keys = List.copyOf(keys);
  }

  /** Decides whether a record counts for a map as it is now. */
  public JudgedEvidence judge(Evidence record, RegisterMap map) {
    if (record.seal().isEmpty()) {
      return new JudgedEvidence(record, Standing.UNSIGNED, "it has no signature");
    }
    String id = record.seal().get().key();
    Optional<TrustedKey> holder = keys.stream().filter(k -> k.key().id().equals(id)).findFirst();
    if (holder.isPresent() && !holder.get().key().sealed(record)) {
      return new JudgedEvidence(
          record, Standing.BROKEN, "it does not match the signature of " + holder.get().name());
    }
    if (!record.map().equals(map.id())) {
      return new JudgedEvidence(
          record, Standing.UNFIT, "it is about map '" + record.map() + "', not '" + map.id() + "'");
    }
    List<PointEvidence> changed =
        record.points().stream().filter(point -> !point.stands(map)).toList();
    if (!changed.isEmpty() && changed.size() == record.points().size()) {
      return new JudgedEvidence(
          record, Standing.STALE, "the map has changed: " + changes(changed, map));
    }
    if (holder.isEmpty()) {
      return new JudgedEvidence(
          record, Standing.CLAIMED, "key " + id + " is not on the trust list");
    }
    if (!holder.get().kinds().contains(record.kind())) {
      return new JudgedEvidence(
          record,
          Standing.CLAIMED,
          holder.get().name() + " is not trusted with " + record.kind().label() + " records");
    }
    String by = "by " + holder.get().name();
    return unfit(record, map)
        .map(why -> new JudgedEvidence(record, Standing.UNFIT, why))
        .orElseGet(
            () ->
                new JudgedEvidence(
                    record,
                    record.id(),
                    Standing.COUNTED,
                    changed.isEmpty() ? by : by + "; no longer about " + changes(changed, map),
                    changed.stream().map(PointEvidence::point).collect(Collectors.toSet())));
  }

  private static Optional<String> unfit(Evidence record, RegisterMap map) {
    if (record.kind() != EvidenceKind.HARDWARE) {
      return Optional.empty();
    }
    if (record.peer().loopback()) {
      return Optional.of("its peer was on the machine that asked: a simulator or a tunnel");
    }
    if (!record.device().known()) {
      return Optional.of("it does not name the commercial reference and the firmware");
    }
    String reference = record.device().reference().orElseThrow();
    List<String> families = map.identity().families();
    if (!families.isEmpty() && families.stream().noneMatch(reference::startsWith)) {
      return Optional.of(reference + " is of none of the map's families");
    }
    return record.confirms(Aspect.IDENTITY)
        ? Optional.empty()
        : Optional.of("it is not confirmed that the device is one the map is for");
  }

  /** Lists visible changes first, then names. */
  private static String changes(List<PointEvidence> changed, RegisterMap map) {
    List<String> seen = changed.stream().flatMap(p -> p.change(map).stream()).toList();
    String others =
        changed.stream()
            .filter(point -> point.change(map).isEmpty())
            .map(PointEvidence::point)
            .limit(SHOWN)
            .collect(Collectors.joining(", "));
    int left = changed.size() - seen.size();
    String rest = left > SHOWN ? " and " + (left - SHOWN) + " more" : "";
    String resting = others.isEmpty() ? "" : others + rest + " changed, or what proves them";
    return Stream.concat(seen.stream().limit(SHOWN), Stream.of(resting))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("; "));
  }
}

package io.ampwire.trust;

import io.ampwire.map.RegisterMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose records count here. The installation decides; being well signed is not enough. */
public record TrustList(List<TrustedKey> keys) {
  public static final TrustList NOBODY = new TrustList(List.of());

  public TrustList {
    keys = List.copyOf(keys);
  }

  /** Whether a record counts for a map as it is now. */
  public JudgedEvidence judge(Evidence record, RegisterMap map) {
    if (record.seal().isEmpty()) {
      return new JudgedEvidence(record, JudgedEvidence.Standing.UNSIGNED, "nobody signed it");
    }
    String id = record.seal().get().key();
    Optional<TrustedKey> holder = keys.stream().filter(k -> k.key().id().equals(id)).findFirst();
    if (holder.isPresent() && !holder.get().key().sealed(record)) {
      return new JudgedEvidence(
          record,
          JudgedEvidence.Standing.BROKEN,
          "it is not as " + holder.get().name() + " signed it");
    }
    if (!record.digest().equals(map.digest())) {
      return new JudgedEvidence(
          record, JudgedEvidence.Standing.STALE, "the map has changed: " + change(record, map));
    }
    if (holder.isEmpty()) {
      return new JudgedEvidence(
          record, JudgedEvidence.Standing.CLAIMED, "key " + id + " is not on the trust list");
    }
    if (!holder.get().kinds().contains(record.kind())) {
      return new JudgedEvidence(
          record,
          JudgedEvidence.Standing.CLAIMED,
          holder.get().name() + " is not trusted with " + record.kind().label() + " records");
    }
    return unfit(record)
        .map(why -> new JudgedEvidence(record, JudgedEvidence.Standing.UNFIT, why))
        .orElseGet(
            () ->
                new JudgedEvidence(
                    record, JudgedEvidence.Standing.COUNTED, "by " + holder.get().name()));
  }

  private static Optional<String> unfit(Evidence record) {
    if (record.kind() != EvidenceKind.HARDWARE) {
      return Optional.empty();
    }
    if (record.peer().loopback()) {
      return Optional.of("its peer was on the machine that asked: a simulator or a tunnel");
    }
    if (!record.device().known()) {
      return Optional.of("it does not name the commercial reference and the firmware");
    }
    return record.confirms(Aspect.IDENTITY)
        ? Optional.empty()
        : Optional.of("it is not confirmed that the device is one the map is for");
  }

  /** What a reader can see of the difference; the digest alone tells nobody anything. */
  private static String change(Evidence record, RegisterMap map) {
    List<String> changes = new ArrayList<>();
    for (PointEvidence was : record.points()) {
      map.point(was.point())
          .ifPresentOrElse(
              point -> {
                if (point.address() != was.address()) {
                  changes.add(
                      was.point() + " was at " + was.address() + ", is at " + point.address());
                }
                String meaning = PointEvidence.meaning(point);
                if (!meaning.equals(was.meaning())) {
                  changes.add(was.point() + " was " + was.meaning() + ", is " + meaning);
                }
              },
              () -> changes.add(was.point() + " is gone"));
    }
    String digests = record.digest().substring(0, 8) + " is now " + map.digest().substring(0, 8);
    return changes.isEmpty()
        ? "its digest " + digests
        : String.join("; ", changes) + " (digest " + digests + ")";
  }
}

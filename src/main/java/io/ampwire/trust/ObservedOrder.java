package io.ampwire.trust;

import io.ampwire.decode.Decoder;
import io.ampwire.map.Point;
import io.ampwire.map.WordOrder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Word order in which real devices sent a point, according to records that count. A document alone
 * does not count as an observation.
 *
 * @param record record with the observation
 */
public record ObservedOrder(WordOrder order, Evidence record) {

  /** Finds observations: hardware before traces, the newest first. */
  static Optional<ObservedOrder> of(List<JudgedEvidence> records, Point point) {
    return records.stream()
        .filter(judged -> judged.point(point.name()).isPresent())
        .map(JudgedEvidence::evidence)
        .filter(record -> record.kind() != EvidenceKind.TRANSPORT)
        .sorted(
            Comparator.comparing((Evidence e) -> e.kind() == EvidenceKind.HARDWARE)
                .thenComparing(Evidence::time)
                .reversed())
        .flatMap(
            record -> said(record, point).map(order -> new ObservedOrder(order, record)).stream())
        .findFirst();
  }

  private static Optional<WordOrder> said(Evidence record, Point point) {
    Optional<PointEvidence> evidence = record.point(point.name());
    if (evidence.isEmpty() || !point.orderDependent()) {
      return Optional.empty();
    }
    if (evidence.get().confirms(Aspect.WORD_ORDER)) {
      return Optional.of(point.order());
    }
    boolean against =
        evidence.get().contradictions().stream().anyMatch(c -> c.aspect() == Aspect.WORD_ORDER);
    List<WordOrder> fit =
        Arrays.stream(WordOrder.values())
            .filter(order -> order != point.order())
            .filter(
                order -> evidence.get().samples().stream().allMatch(s -> reads(point, order, s)))
            .toList();
    return against && fit.size() == 1 ? Optional.of(fit.get(0)) : Optional.empty();
  }

  private static boolean reads(Point point, WordOrder order, PointEvidence.Sample sample) {
    String hex = sample.words().replace(" ", "");
    byte[] words = new byte[hex.length() / 2];
    for (int i = 0; i < words.length; i++) {
      words[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return words.length == 2 * point.registers()
        && RegisterText.value(Decoder.decode(point, order, words, 0)).equals(sample.value());
  }
}

package io.ampwire.format.export;

import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import io.ampwire.trust.EvidenceKind;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.ObservedOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Word order of each exported point: the one that real devices used, else that of the points beside
 * it, else the document's.
 */
final class Orders {
  private final MapTrust trust;
  private final RegisterMap map;

  /** The one order in which every point with the link's own order was observed. */
  private final Optional<WordOrder> common;

  Orders(MapTrust trust) {
    this.trust = trust;
    this.map = trust.map();
    Set<WordOrder> seen =
        map.points().stream()
            .filter(this::followsLink)
            .flatMap(point -> trust.shownOrder(point).map(ObservedOrder::order).stream())
            .collect(Collectors.toSet());
    this.common = seen.size() == 1 ? Optional.of(seen.iterator().next()) : Optional.empty();
  }

  WordOrder of(Point point) {
    if (!point.orderDependent()) {
      return point.order();
    }
    return trust
        .shownOrder(point)
        .map(ObservedOrder::order)
        .or(() -> followsLink(point) ? common : Optional.empty())
        .orElse(point.order());
  }

  private boolean followsLink(Point point) {
    return point.orderDependent() && point.order() == map.link().order();
  }

  /** Text for people: which orders were observed on devices and which are assumed. */
  List<String> comments() {
    List<String> lines = new ArrayList<>();
    for (WordOrder order : WordOrder.values()) {
      tell(lines, order, EvidenceKind.HARDWARE, "proved on a device");
      tell(lines, order, EvidenceKind.TRACE, "shown by published traces of real units, not proved");
      String assumed = names(order, point -> trust.shownOrder(point).isEmpty());
      if (!assumed.isEmpty()) {
        boolean alike = common.filter(order::equals).isPresent();
        lines.add(
            "word order %s (%s) ASSUMED, %s: %s"
                .formatted(
                    order.label(),
                    order.letters(),
                    alike ? "like those that were seen" : "as documented",
                    assumed));
      }
    }
    if (common.isPresent() && common.get() != map.link().order()) {
      lines.add(
          "the document says %s; what was seen on real units contradicts it"
              .formatted(map.link().order().label()));
    }
    return lines;
  }

  private void tell(List<String> lines, WordOrder order, EvidenceKind kind, String how) {
    String seen =
        names(order, p -> trust.shownOrder(p).filter(s -> s.record().kind() == kind).isPresent());
    if (!seen.isEmpty()) {
      lines.add("word order %s (%s) %s: %s".formatted(order.label(), order.letters(), how, seen));
    }
  }

  private String names(WordOrder order, java.util.function.Predicate<Point> wanted) {
    return map.points().stream()
        .filter(Point::orderDependent)
        .filter(point -> of(point) == order)
        .filter(wanted)
        .map(Point::name)
        .collect(Collectors.joining(", "));
  }
}

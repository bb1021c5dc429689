package io.ampwire.trust;

import io.ampwire.decode.Decoder;
import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judge of transport checks. Known words are written and read back in each of the four orders. Only
 * the order in which they were written may give the known value.
 */
public final class TransportJudge {
  private final RegisterMap map;
  private final Map<String, Seen> seen = new HashMap<>();

  private static final class Seen {
    private int readAt;
    private final List<String> faults = new ArrayList<>();
    private final Map<WordOrder, PointEvidence.Sample> samples = new EnumMap<>(WordOrder.class);
    private Optional<Check> unread = Optional.empty();
    private Optional<String> unwritten = Optional.empty();
    private String way = "";
  }

  public TransportJudge(RegisterMap map) {
    this.map = map;
    map.points().forEach(point -> seen.put(point.name(), new Seen()));
  }

  /** Records the words of a point read back after a write in that order. */
  public void came(TestVector known, WordOrder written, int readAt, String way, byte[] words) {
    Point point = known.point();
    Seen about = seen.get(point.name());
    about.readAt = readAt;
    about.way = way;
    Reading meant = Decoder.decode(point, written, words, 0);
    about.samples.put(
        written, new PointEvidence.Sample(RegisterText.hex(words), RegisterText.value(meant)));
    for (WordOrder order : WordOrder.values()) {
      boolean should = known.alike(order, written);
      boolean does = matches(known, Decoder.decode(point, order, words, 0));
      if (should != does) {
        about.faults.add(
            written.letters()
                + " read as "
                + order.letters()
                + (does ? " gives the known value too" : " is not the known value"));
      }
    }
  }

  /** Records the words of a server that refuses writes, so that their correct value is unknown. */
  public void foreign(Point point, int readAt, byte[] words, String why) {
    Seen about = seen.get(point.name());
    about.readAt = readAt;
    about.unwritten = Optional.of(why);
    about.samples.put(
        point.order(),
        new PointEvidence.Sample(
            RegisterText.hex(words),
            RegisterText.value(Decoder.decode(point, point.order(), words, 0))));
  }

  /** Records that the server refused the read. */
  public void refused(Point point, int readAt, String why) {
    unread(point, readAt, Check.contradicted(Aspect.READ, why));
  }

  /** Records that no answer arrived, which does not count against the map. */
  public void unanswered(Point point, int readAt, String why) {
    unread(point, readAt, Check.open(Aspect.READ, why));
  }

  private void unread(Point point, int readAt, Check why) {
    Seen about = seen.get(point.name());
    about.readAt = readAt;
    about.unread = Optional.of(why);
  }

  /** Evidence for every point of the map, in its order. */
  public List<PointEvidence> points() {
    return map.points().stream().filter(Point::readable).map(this::evidence).toList();
  }

  private PointEvidence evidence(Point point) {
    Seen about = seen.get(point.name());
    List<Check> checks = new ArrayList<>();
    if (about.unread.isPresent() || about.samples.isEmpty()) {
      checks.add(about.unread.orElseGet(() -> Check.open(Aspect.READ, "it was not read")));
    } else {
      checks.add(
          Check.confirmed(Aspect.READ, "function " + point.readFunction() + " answered in full"));
      checks.add(coding(about));
    }
    return PointEvidence.of(map, point, about.readAt, List.copyOf(about.samples.values()), checks);
  }

  private static Check coding(Seen about) {
    if (about.unwritten.isPresent()) {
      return Check.open(Aspect.CODING, about.unwritten.get());
    }
    if (!about.faults.isEmpty()) {
      return Check.contradicted(Aspect.CODING, String.join("; ", about.faults));
    }
    return about.samples.size() == WordOrder.values().length
        ? Check.confirmed(Aspect.CODING, "known words in ABCD, CDAB, BADC and DCBA, " + about.way)
        : Check.open(Aspect.CODING, "not every order was tried");
  }

  private static boolean matches(TestVector known, Reading reading) {
    if (known.isText()) {
      return reading.describe().equals(known.text());
    }
    double difference = Math.abs(reading.number() - known.number());
    return reading.isValue() && difference <= 1e-6 * Math.abs(known.number());
  }
}

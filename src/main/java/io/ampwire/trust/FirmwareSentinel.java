package io.ampwire.trust;

import io.ampwire.decode.Reading;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Watch over a charger whose firmware or commercial reference changes. Writes are suspended from
 * the first poll that shows the change until the map's required points, their word order and their
 * scale are proved again. A law that no current exercises yet is not awaited; a contradiction that
 * it shows later suspends the writes again. A change that lasts for less than three polls, such as
 * a version that reads as zeros while the charger starts, is not reported. For use by one thread.
 */
public final class FirmwareSentinel {
  /** Polls in a row that decide. */
  private static final int POLLS = 3;

  /** Polls in a row after which a point that had a value counts as missing. */
  private static final int MISSING_POLLS = 15;

  /** Polls in a row without news after which the baseline is worth keeping. */
  private static final int STEADY_POLLS = 10;

  /** Current that proves a charge, A; below it lies what a station itself may draw. */
  private static final double CHARGES = 2;

  /** Marks of a point: it was read; it always had a value; it never had an unknown code. */
  private static final int SEEN = 1;

  private static final int ANSWERED = 2;
  private static final int KNOWN = 4;

  private final RegisterMap map;
  private final int[] required;

  /** Marks by position in the map. */
  private final byte[] marks;

  private List<News> news = List.of();
  private State state = new Trusted();
  private Optional<WordOrder> proved = Optional.empty();
  private FirmwareBaseline kept;

  /** What the last poll knew, and the polls in a row that knew the same. */
  private DeviceIdentity steadyIdentity;

  private Optional<WordOrder> steadyOrder = Optional.empty();
  private byte[] steadyMarks = {};
  private int steadyPolls;
  private DeviceIdentity late;
  private int contradicted;

  /** Kind of {@link News}. */
  public enum Kind {
    /** The device reports another identity; {@code from}, {@code to}. */
    CHANGED,
    /** The map holds on the new identity; {@code identity}, {@code word_order}. */
    PROVED,
    /** The map does not hold on the new identity; {@code identity}, {@code differences}. */
    DIFFERS
  }

  /**
   * Event of the watch.
   *
   * @param details keys of the event, in order
   */
  public record News(Kind kind, Map<String, Object> details) {
    private static News of(Kind kind, String key, String value, String other, String text) {
      Map<String, Object> details = new LinkedHashMap<>();
      details.put(key, value);
      details.put(other, text);
      return new News(kind, details);
    }

    private static News differs(DeviceIdentity identity, Map<String, String> found) {
      String all = String.join("; ", found.values());
      return of(Kind.DIFFERS, "identity", text(identity), "differences", all);
    }
  }

  /**
   * Readings of one poll and what the interpreter proves by them.
   *
   * @param readings by position in the map
   */
  public record Poll(DeviceIdentity identity, Reading[] readings, Interpreter interpreter) {}

  /** Positions of the points of a map's document that can be read. */
  private record Required(int[] positions) {
    private static Required of(RegisterMap map) {
      List<Point> points = map.points();
      return new Required(
          IntStream.range(0, points.size())
              .filter(i -> points.get(i).core() && points.get(i).readable())
              .toArray());
    }
  }

  private sealed interface State {}

  /** The identity is that of the device so far. */
  private record Trusted() implements State {}

  /**
   * Another identity answers, and the map is not proved on it.
   *
   * @param seen polls with the new identity
   * @param clean polls in a row without a difference
   * @param differing polls in a row with differences
   * @param found differences of the last poll, by what they are about
   * @param reported what was reported already
   */
  private record Suspended(
      DeviceIdentity from,
      DeviceIdentity to,
      int seen,
      int clean,
      int differing,
      Map<String, String> found,
      Set<String> reported)
      implements State {}

  public FirmwareSentinel(RegisterMap map) {
    this.map = map;
    this.required = map.derived(Required.class, Required::of).positions();
    this.marks = new byte[map.points().size()];
  }

  /** Continues from what an earlier process knew of the device. */
  public void recall(FirmwareBaseline baseline) {
    kept = baseline;
    proved = baseline.order();
    for (int i : required) {
      String name = map.points().get(i).name();
      int known =
          (baseline.answered().contains(name) ? ANSWERED : 0)
              | (baseline.known().contains(name) ? KNOWN : 0);
      marks[i] = (byte) (known == 0 ? 0 : SEEN | known);
    }
  }

  /** What the next process has to know, once it changed and stayed so for some polls. */
  public Optional<FirmwareBaseline> unkept() {
    if (steadyPolls != STEADY_POLLS) {
      return Optional.empty();
    }
    FirmwareBaseline steady =
        map.shared(
            new FirmwareBaseline(
                map.id(),
                steadyIdentity.reference(),
                steadyIdentity.firmware(),
                steadyOrder,
                marked(ANSWERED),
                marked(KNOWN)));
    if (steady.equals(kept)) {
      return Optional.empty();
    }
    kept = steady;
    return Optional.of(steady);
  }

  private Set<String> marked(int mark) {
    return Arrays.stream(required)
        .filter(i -> marked(i, mark))
        .mapToObj(i -> map.points().get(i).name())
        .collect(Collectors.toSet());
  }

  /** Reason why nothing may be written now, if there is one. */
  public Optional<String> objection() {
    return state instanceof Suspended suspended
        ? Optional.of(
            text(suspended.from())
                + " became "
                + text(suspended.to())
                + "; writes wait until the map is proved on it: "
                + (suspended.found().isEmpty()
                    ? "its readings are being checked"
                    : String.join(", ", suspended.found().values())))
        : Optional.empty();
  }

  /** Events since the last call. */
  public List<News> news() {
    if (news.isEmpty()) {
      return List.of();
    }
    List<News> all = news;
    news = List.of();
    return all;
  }

  private void add(News another) {
    news = Stream.concat(news.stream(), Stream.of(another)).toList();
  }

  /**
   * Handles another identity; called before {@link #observe} in the same poll.
   *
   * @param from identity that was known before
   */
  public void changed(DeviceIdentity from, DeviceIdentity to) {
    if (state instanceof Suspended open) {
      boolean back = !to.contradicts(open.from());
      boolean unreported = open.seen() < POLLS;
      state = back && unreported ? new Trusted() : suspended(open.from(), to);
    } else {
      state = suspended(from, to);
    }
  }

  private static State suspended(DeviceIdentity from, DeviceIdentity to) {
    return new Suspended(from, to, 0, 0, 0, Map.of(), Set.of());
  }

  /** Processes one completed poll. */
  public void observe(Poll poll) {
    if (state instanceof Suspended suspended) {
      state = judge(suspended, poll);
      steadyPolls = 0;
    } else {
      remember(poll);
      lateContradiction(poll);
      settle(poll.identity());
    }
  }

  /** Counts the polls in a row that know the same; an unknown device has no baseline. */
  private void settle(DeviceIdentity seen) {
    DeviceIdentity identity = kept == null ? seen : seen.or(kept.identity());
    boolean known = identity.firmware().isPresent() || identity.reference().isPresent();
    boolean same =
        identity.equals(steadyIdentity)
            && proved.equals(steadyOrder)
            && Arrays.equals(marks, steadyMarks);
    if (known && same) {
      steadyPolls++;
    } else {
      steadyPolls = 0;
      steadyIdentity = map.shared(identity);
      steadyOrder = proved;
      steadyMarks = marks.clone();
    }
  }

  /** What the device answers while it is trusted; a point that lost its value is not required. */
  private void remember(Poll poll) {
    for (int i : required) {
      Reading reading = poll.readings()[i];
      if (reading != Reading.NOT_READ && reading != Reading.UNDECIDED) {
        Point point = map.points().get(i);
        int before = marks[i] == 0 ? SEEN | ANSWERED | KNOWN : marks[i];
        int lost =
            (holds(point, reading) ? 0 : ANSWERED) | (unknownCode(point, reading) ? KNOWN : 0);
        marks[i] = (byte) (before & ~lost);
      }
    }
    Optional<WordOrder> order = poll.interpreter().verdict().order();
    proved = order.isPresent() ? order : proved;
  }

  private static boolean holds(Point point, Reading reading) {
    return reading.isValue()
        || reading.absence().filter(point.sentinels()::containsValue).isPresent();
  }

  /** A law that no current exercised when the map was proved, and that now contradicts it. */
  private void lateContradiction(Poll poll) {
    if (late == null) {
      return;
    }
    Map<String, String> found = scales(poll);
    contradicted = found.isEmpty() ? 0 : contradicted + 1;
    if (contradicted >= POLLS) {
      state = new Suspended(late, late, POLLS, 0, POLLS, found, found.keySet());
      add(News.differs(late, found));
      late = null;
    }
  }

  private State judge(Suspended open, Poll poll) {
    int seen = open.seen() + 1;
    if (seen == POLLS) {
      add(News.of(Kind.CHANGED, "from", text(open.from()), "to", text(open.to())));
    }
    Map<String, String> found = differences(poll, open);
    boolean waits = found.isEmpty() && waits(poll);
    int clean = found.isEmpty() && !waits ? open.clean() + 1 : 0;
    int differing = found.isEmpty() ? 0 : open.differing() + 1;
    if (clean >= POLLS && seen >= POLLS) {
      add(News.of(Kind.PROVED, "identity", text(open.to()), "word_order", order(poll)));
      late = open.to();
      return new Trusted();
    }
    Set<String> reported = new TreeSet<>(open.reported());
    if (differing >= POLLS && seen >= POLLS && !reported.containsAll(found.keySet())) {
      add(News.differs(open.to(), found));
      reported.addAll(found.keySet());
    }
    return new Suspended(open.from(), open.to(), seen, clean, differing, found, reported);
  }

  private String order(Poll poll) {
    Optional<String> now = poll.interpreter().verdict().order().map(order -> order.label());
    Optional<String> before = proved.map(WordOrder::label);
    return now.equals(before) || before.isEmpty()
        ? now.orElse("")
        : now.orElse("none") + ", before " + before.get();
  }

  /** Whether a required reading or the word order is still to come. */
  private boolean waits(Poll poll) {
    boolean ordered = poll.interpreter().verdict().order().isPresent();
    boolean needed = proved.isPresent() && map.points().stream().anyMatch(Point::orderDependent);
    boolean unread =
        Arrays.stream(required)
            .anyMatch(i -> marked(i, ANSWERED) && poll.readings()[i] == Reading.NOT_READ);
    return needed && !ordered || unread;
  }

  /** What the map no longer fits, by point. */
  private Map<String, String> differences(Poll poll, Suspended open) {
    Map<String, String> found = new TreeMap<>();
    for (int i : required) {
      Point point = map.points().get(i);
      Reading reading = poll.readings()[i];
      if (reading.isImplausible()) {
        found.put(point.name(), point.name() + " reads " + reading.describe());
      } else if (marked(i, KNOWN) && unknownCode(point, reading)) {
        found.put(point.name(), point.name() + " reads the unknown code " + reading.describe());
      } else if (marked(i, ANSWERED) && gone(point, reading, open)) {
        found.put(point.name(), point.name() + " has no value any more");
      }
    }
    contradictedState(poll).ifPresent(text -> found.put(map.vehicle().point(), text));
    scales(poll).forEach(found::putIfAbsent);
    brokenOrder(poll).ifPresent(text -> found.put("word order", text));
    return found;
  }

  private boolean marked(int position, int mark) {
    return (marks[position] & mark) != 0;
  }

  private Reading reading(Poll poll, String point) {
    int position = map.position(point);
    return position < 0 ? Reading.NOT_READ : poll.readings()[position];
  }

  private static boolean unknownCode(Point point, Reading reading) {
    return !point.labels().isEmpty()
        && !point.bitfield()
        && reading.code().isPresent()
        && point.label(reading.code().getAsLong()).isEmpty();
  }

  private static boolean gone(Point point, Reading reading, Suspended open) {
    boolean refused = reading == Reading.UNSUPPORTED || reading == Reading.NOT_AVAILABLE;
    boolean late = reading == Reading.NOT_READ && open.seen() >= MISSING_POLLS;
    return (refused || late) && !holds(point, reading);
  }

  /** A current that flows in a state that the map does not call charging. */
  private Optional<String> contradictedState(Poll poll) {
    Reading state = reading(poll, map.vehicle().point());
    double most =
        map.vehicle().currents().stream()
            .mapToDouble(point -> reading(poll, point).number())
            .filter(amps -> !Double.isNaN(amps))
            .max()
            .orElse(0);
    boolean charging =
        state.code().isEmpty()
            || map.vehicle().charging().isEmpty()
            || map.vehicle().charging().contains(state.code().getAsLong());
    return most >= CHARGES && !charging
        ? Optional.of(
            map.vehicle().point() + " reads " + state.describe() + " while a current flows")
        : Optional.empty();
  }

  private static Map<String, String> scales(Poll poll) {
    Map<String, String> found = new TreeMap<>();
    poll.interpreter()
        .contradictedScales()
        .forEach((point, factor) -> found.put(point, scale(point, factor)));
    return found;
  }

  private static String scale(String point, double factor) {
    return factor == 0
        ? point + " contradicts voltage times current"
        : point + " fits voltage times current by a factor of " + factor;
  }

  /** A law that holds in the other order only, where the order is pinned and not proved. */
  private Optional<String> brokenOrder(Poll poll) {
    return poll.interpreter().pinnedOrderFails()
        ? Optional.of("the laws of physics hold in the other word order only")
        : Optional.empty();
  }

  private static String text(DeviceIdentity identity) {
    String reference = identity.reference().orElse("the device");
    return identity.firmware().map(version -> reference + " " + version).orElse(reference);
  }
}

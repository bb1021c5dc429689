package io.ampwire.telemetry;

import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.control.ControlView;
import io.ampwire.decode.Reading;
import io.ampwire.map.Roles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Filter of the polls of one charger that become documents. Values that require action (controller,
 * data quality, state, fault, limit) are published at once. A measurement waits for its turn and is
 * compared with the last document, so that a delayed change is not lost. Times are monotonic, so a
 * jump of the wall clock has no effect.
 */
final class ReportFilter {
  private final ReportPolicy policy;
  private final long every;
  private final long half;
  private Optional<ChargerSnapshot> last = Optional.empty();
  private List<String> stateful = List.of();
  private long lastAt;
  private long turn;

  /**
   * @param poll spacing of polls; a document is due with the poll that is nearest to its time
   */
  ReportFilter(ReportPolicy policy, Duration poll) {
    this.policy = policy;
    this.every = policy.every().toNanos();
    this.half = poll.toNanos() / 2;
  }

  ReportPolicy policy() {
    return policy;
  }

  /**
   * Whether this poll becomes a document; if so, later ones are compared with it.
   *
   * @param now monotonic, ns
   */
  boolean due(ChargerSnapshot poll, long now) {
    if (everyPoll()) {
      return true;
    }
    boolean itsTurn = last.isEmpty() || now + Math.min(half, every / 2) - turn >= 0;
    if (!(itsTurn && worthIt(poll, now)) && !changed(poll)) {
      return false;
    }
    if (last.isEmpty() || last.get().map() != poll.map()) {
      stateful = Roles.of(poll.map()).reportedOnChange();
    }
    boolean onTime = last.isPresent() && itsTurn && now - turn < every;
    turn = (onTime ? turn : now) + every;
    last = Optional.of(poll);
    lastAt = now;
    return true;
  }

  private boolean everyPoll() {
    return every == 0 && policy.deadband().isEmpty();
  }

  private boolean worthIt(ChargerSnapshot poll, long now) {
    return policy.deadband().isEmpty()
        || now + half - lastAt >= policy.heartbeat().toNanos()
        || last.isEmpty()
        || policy.deadband().entrySet().stream()
            .anyMatch(
                band ->
                    moved(
                        last.get().reading(band.getKey()),
                        poll.reading(band.getKey()),
                        band.getValue()));
  }

  private static boolean moved(Reading before, Reading now, double width) {
    return before.isValue() != now.isValue() || Math.abs(now.number() - before.number()) > width;
  }

  private boolean changed(ChargerSnapshot poll) {
    if (last.isEmpty() || last.get().map() != poll.map()) {
      return true;
    }
    ChargerSnapshot before = last.get();
    return poll.quality() != before.quality()
        || poll.waitingFor() != before.waitingFor()
        || !poll.limitFollowed().equals(before.limitFollowed())
        || !holds(poll.control(), before.control())
        || stateful.stream().anyMatch(name -> !same(poll.reading(name), before.reading(name)));
  }

  /** Whether control is the same, apart from fields that change with time alone. */
  private static boolean holds(ControlView now, ControlView before) {
    return now.state() == before.state()
        && now.confirmed() == before.confirmed()
        && now.limit().equals(before.limit())
        && now.by().equals(before.by());
  }

  private static boolean same(Reading one, Reading other) {
    return one.equals(other) || !one.isValue() && !other.isValue();
  }
}

package io.ampwire.charger;

import io.ampwire.decode.Encoder;
import io.ampwire.decode.Reading;
import io.ampwire.map.LifebitRule;
import io.ampwire.map.Point;
import io.ampwire.map.RegisterMap;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Tells the charger that its controller lives, for as long as that is true: before each beat it
 * asks whether control still stands, and a beat whose time has passed is left out and counted,
 * never made up for.
 */
final class Lifebit {
  private final Link link;
  private final Scheduler scheduler;
  private final LaneMetrics metrics;
  private final Supplier<Boolean> stillHeld;
  private final BeatCount beats;
  private final Cadencer cadence;
  private final LifebitRule rule;
  private final Request.Write beat;
  private boolean waiting;
  private volatile long accepted = Long.MIN_VALUE;
  private boolean confirmed;

  /**
   * @param stillHeld asked at each beat; false ends the beats
   * @param beats sums them up for the audit
   */
  Lifebit(
      RegisterMap map,
      int unit,
      Link link,
      Scheduler scheduler,
      LaneMetrics metrics,
      Supplier<Boolean> stillHeld,
      BeatCount beats) {
    this.beats = beats;
    this.link = link;
    this.scheduler = scheduler;
    this.metrics = metrics;
    this.stillHeld = stillHeld;
    this.rule = map.lifebit().orElse(null);
    long period = rule == null ? 1_000_000_000L : rule.period().toNanos();
    this.cadence = new Cadencer(scheduler, period, this::due);
    this.beat = executed(map) ? beat(map.point(rule.point()).orElseThrow(), unit) : null;
  }

  /** Whether this is a scheme whose beats are a constant in a register of its own. */
  static boolean executed(RegisterMap map) {
    return map.lifebit()
        .filter(
            rule ->
                rule.scheme() == LifebitRule.Scheme.WRITE_CONSTANT
                    || rule.scheme() == LifebitRule.Scheme.WRITE_TIMEOUT)
        .isPresent();
  }

  private Request.Write beat(Point point, int unit) {
    byte[] registers = Encoder.whole(point, point.order(), rule.value());
    return new Request.Write(
        point.unitId().orElse(unit), point.writeFunction(), point.address(), registers);
  }

  /** First beat at once. */
  void start() {
    if (!cadence.running()) {
      cadence.start(0);
    }
  }

  /** No beats until {@link #start()}; what the charger consumed so far stays known. */
  void pause() {
    cadence.stop();
    waiting = false;
  }

  void stop() {
    pause();
    accepted = Long.MIN_VALUE;
    confirmed = false;
    beats.end();
  }

  /** Looks at a poll: a register that we set and that reads cleared was consumed by the charger. */
  void observe(Reading reading) {
    boolean cleared =
        rule != null
            && rule.cleared().isPresent()
            && reading instanceof Reading.Whole whole
            && whole.value() == rule.cleared().getAsLong();
    confirmed |= cleared && accepted != Long.MIN_VALUE;
  }

  boolean confirmed() {
    return confirmed;
  }

  /** Milliseconds since the last beat that the charger accepted; may be asked from any thread. */
  OptionalLong age() {
    long last = accepted;
    return last == Long.MIN_VALUE
        ? OptionalLong.empty()
        : OptionalLong.of((scheduler.nanos() - last) / 1_000_000);
  }

  private void due(long late, long leftOut) {
    if (!stillHeld.get() || beat == null) {
      return;
    }
    long missed = leftOut + (waiting ? 1 : 0);
    metrics.lifebitMissed(missed);
    beats.missed(missed);
    if (waiting) {
      return;
    }
    waiting = true;
    link.request(Link.Priority.LIFEBIT, beat, cadence::running).thenAccept(this::answered);
  }

  private void answered(Answer answer) {
    waiting = false;
    boolean ok = answer instanceof Answer.Written;
    if (ok || cadence.running()) {
      metrics.lifebit(ok);
      beats.beat(ok);
    }
    if (ok && cadence.running()) {
      accepted = scheduler.nanos();
    }
  }
}

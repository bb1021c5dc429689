package io.ampwire.group;

import io.ampwire.control.MemberReport;
import java.util.OptionalLong;

/**
 * Tracker of one member: its last report, the phases of its car, and the highest current of use to
 * it. A car that draws clearly less than its cap for {@value #UNUSED_SECONDS} s keeps what it draws
 * and a margin, and the others get the rest.
 */
final class MemberTracker {
  private static final int UNUSED_SECONDS = 15;
  private static final long UNUSED = UNUSED_SECONDS * 1_000_000_000L;
  private static final long WISH = 60_000_000_000L;
  private static final long FOLLOWS = 10_000_000_000L;

  /** Time within which a lower cap is proved, ns. */
  private static final long PROOF = 2_000_000_000L;

  private static final double USES = 1.5;
  private static final double MARGIN = 2;
  private static final double TOLERANCE = 0.5;

  private final LimitSettings.Member member;
  private final PhaseDetector phases;
  private MemberReport last;
  private boolean read;
  private OptionalLong below = OptionalLong.empty();
  private boolean unused;
  private long wish;
  private OptionalLong wishedAt = OptionalLong.empty();
  private long capAt;
  private OptionalLong over = OptionalLong.empty();
  private OptionalLong exceedsSince = OptionalLong.empty();

  MemberTracker(LimitSettings.Member member) {
    this.member = member;
    this.phases = new PhaseDetector(member.phases());
    phases.unplugged();
  }

  LimitSettings.Member member() {
    return member;
  }

  void report(MemberReport report, OptionalLong cap) {
    last = report;
    read |= report.answers();
    if (cap.isEmpty() || !(drawn() > cap.getAsLong() + 1)) {
      over = OptionalLong.empty();
    } else if (over.isEmpty()) {
      over = OptionalLong.of(Math.max(report.at(), capAt));
    }
    switch (report.stage()) {
      case ABSENT -> {
        phases.unplugged();
        unused = false;
        below = OptionalLong.empty();
      }
      case UNAUTHORISED, READY, CHARGING, FAULT, UNKNOWN -> {
        phases.observe(report.currents(), report.at());
        use(cap, report.at());
      }
    }
  }

  private void use(OptionalLong cap, long now) {
    double drawn = drawn();
    boolean paused = cap.isEmpty() || cap.getAsLong() == 0;
    if (paused || Double.isNaN(drawn) || drawn >= cap.getAsLong() - USES) {
      below = OptionalLong.empty();
      unused = false;
    } else if (below.isEmpty()) {
      below = OptionalLong.of(now);
    } else if (now - Math.max(below.getAsLong(), capAt) >= UNUSED) {
      unused = true;
    }
  }

  /** A controller wanted more than its cap. */
  void wanted(long amps, long now) {
    wish = amps;
    wishedAt = OptionalLong.of(now);
  }

  /** Records that a cap was raised, after which the car needs time to follow. */
  void raised(long now) {
    capAt = now;
    if (!unused) {
      below = OptionalLong.empty();
    }
  }

  /** Records that a cap was lowered. */
  void lowered(long now) {
    capAt = now;
  }

  /** Records whether the member may still draw more than its cap. */
  void exceeds(boolean more, long now) {
    if (!more) {
      exceedsSince = OptionalLong.empty();
    } else if (exceedsSince.isEmpty()) {
      exceedsSince = OptionalLong.of(now);
    }
  }

  /** Whether the member has not proved its lower cap in time. */
  boolean overdue(long now) {
    return exceedsSince.isPresent() && now - exceedsSince.getAsLong() >= PROOF;
  }

  /** Whether the lane has reported in time. */
  boolean answers(long now) {
    return last != null && last.answers() && now - last.at() < member.silentAfter().toNanos();
  }

  /** Whether its last report had an answer. */
  boolean known() {
    return last != null && last.answers();
  }

  /** Whether a lower cap may reach it now. */
  boolean writable() {
    return last != null && last.writable();
  }

  /** Whether it has answered ever. */
  boolean read() {
    return read;
  }

  boolean held() {
    return last != null && last.limit().held();
  }

  PhaseUse phases() {
    return phases.use();
  }

  /** Measured current of the most loaded phase, A; NaN if it is unknown. */
  double drawn() {
    return last == null
        ? Double.NaN
        : last.currents().stream().mapToDouble(a -> a).max().orElse(Double.NaN);
  }

  /** Measured current per phase of the feeder, A; 0 where it is unknown. */
  PhaseAmps measured(long now) {
    if (!answers(now)) {
      return PhaseAmps.ZERO;
    }
    double[] on = new double[PhaseAmps.COUNT];
    for (int i = 0; i < last.currents().size() && i < PhaseAmps.COUNT; i++) {
      int phase = i < member.phases().size() ? member.phases().get(i) : i;
      double amps = last.currents().get(i);
      on[phase] += Double.isNaN(amps) ? 0 : amps;
    }
    return new PhaseAmps(on[0], on[1], on[2]);
  }

  /** Current that a car which does not follow its cap draws, A; the cap's own value otherwise. */
  double atLeast(double counted) {
    double drawn = drawn();
    return drawn > counted + TOLERANCE ? drawn : counted;
  }

  /** Whether the car has drawn more than its cap for longer than a car needs to follow. */
  boolean disobeys(long cap, long now) {
    return drawn() > cap + 1 && over.isPresent() && now - over.getAsLong() >= FOLLOWS;
  }

  /** Highest set point of use to the car, A; 0 if it has none. */
  int most(long now) {
    switch (last.stage()) {
      case ABSENT, UNAUTHORISED, FAULT:
        return 0;
      case READY, CHARGING, UNKNOWN:
        break;
    }
    long top = member.most();
    OptionalLong wanted = last.limit().wanted();
    if (wanted.isPresent()) {
      boolean fresh = wishedAt.isPresent() && now - wishedAt.getAsLong() < WISH;
      top = Math.min(top, Math.max(wanted.getAsLong(), fresh ? wish : 0));
    }
    if (unused && top > 0) {
      top = Math.min(top, Math.max(member.min(), (long) Math.ceil(drawn() + MARGIN)));
    }
    return (int) top;
  }
}

package io.ampwire.demo;

import io.ampwire.map.LifebitRule;
import io.ampwire.map.LifebitScheme;
import io.ampwire.map.RegisterMap;
import java.util.Optional;

/**
 * The side of a device that is made from a map on which somebody is in control: the set point
 * counts while the map's keep-alive is kept, then the fallback does. A map without a keep-alive has
 * no fallback.
 */
final class MapControl {
  private static final double CONSUMED_AFTER = 0.5;
  private static final double PERIODS_OF_PATIENCE = 4;

  private final Optional<LifebitRule> rule;
  private double timeout;
  private double silence = Double.POSITIVE_INFINITY;
  private double setPoint;
  private long register;
  private boolean fellBack;

  MapControl(RegisterMap map) {
    this.rule = map.lifebit();
    this.timeout =
        map.failSafe()
            .timeout()
            .map(time -> time.toMillis() / 1000.0)
            .or(() -> rule.map(r -> PERIODS_OF_PATIENCE * r.period().toMillis() / 1000))
            .orElse(Double.POSITIVE_INFINITY);
    this.setPoint = 16;
    this.register = rule.map(r -> r.cleared().orElse(0)).orElse(0L);
  }

  private boolean kept(Class<? extends LifebitScheme> scheme) {
    return rule.map(LifebitRule::scheme).filter(scheme::isInstance).isPresent();
  }

  /** Somebody asked for something. */
  void traffic() {
    if (kept(LifebitScheme.AnyTraffic.class)) {
      silence = 0;
    }
  }

  /** Somebody wrote the keep-alive's own register. */
  void beat(double value) {
    if (kept(LifebitScheme.WriteTimeout.class)) {
      timeout = value;
      silence = 0;
    } else if (kept(LifebitScheme.WriteConstant.class)) {
      register = (long) value;
      silence = register == rule.orElseThrow().value() ? 0 : silence;
    }
  }

  /** Somebody set a limit. */
  void set(double amps) {
    setPoint = amps;
    fellBack = false;
    if (kept(LifebitScheme.RewriteSetPoint.class)) {
      silence = 0;
    }
  }

  void advance(double seconds) {
    boolean heard = silence < timeout;
    silence += seconds;
    if (rule.isPresent() && rule.get().cleared().isPresent() && silence >= CONSUMED_AFTER) {
      register = rule.get().cleared().getAsLong();
    }
    fellBack |= heard && silence >= timeout;
  }

  /** Whether the set point counts, and not the fallback. */
  boolean controlled() {
    return rule.isEmpty() || silence < timeout && !fellBack;
  }

  boolean fellBack() {
    return fellBack;
  }

  double setPoint() {
    return setPoint;
  }

  /** What the keep-alive's register reads. */
  long register() {
    return register;
  }

  /** Seconds of silence that the device bears. */
  double timeout() {
    return timeout;
  }

  /** Seconds until it falls back. */
  double left() {
    return Math.max(0, timeout - silence);
  }
}

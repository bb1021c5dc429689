package io.ampwire.demo;

import io.ampwire.map.LifebitRule;
import io.ampwire.map.LifebitScheme;
import io.ampwire.map.RegisterMap;
import java.util.Optional;

/**
 * Control state of a simulated device. The set point is in force while the map's keep-alive is
 * active, and the fallback afterwards. A map without a keep-alive has no fallback.
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

  /** Records a request of any kind. */
  void traffic() {
    if (kept(LifebitScheme.AnyTraffic.class)) {
      silence = 0;
    }
  }

  /** Records a write to the keep-alive's own register. */
  void beat(double value) {
    if (kept(LifebitScheme.WriteTimeout.class)) {
      timeout = value;
      silence = 0;
    } else if (kept(LifebitScheme.WriteConstant.class)) {
      register = (long) value;
      silence = register == rule.orElseThrow().value() ? 0 : silence;
    }
  }

  /** Records a write of a limit. */
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

  /** Whether the set point is in force instead of the fallback. */
  boolean controlled() {
    return rule.isEmpty() || silence < timeout && !fellBack;
  }

  boolean fellBack() {
    return fellBack;
  }

  double setPoint() {
    return setPoint;
  }

  /** The value that the keep-alive's register reads. */
  long register() {
    return register;
  }

  /** Keep-alive timeout, s. */
  double timeout() {
    return timeout;
  }

  /** Seconds until the fallback. */
  double left() {
    return Math.max(0, timeout - silence);
  }
}

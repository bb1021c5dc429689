package io.ampwire.charger;

import io.ampwire.control.GroupGuard;
import io.ampwire.map.ChargerId;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The conditions of resuming standing control, one broken each. */
enum Broken {
  AWAY_TOO_LONG(b -> intents(b).away = Duration.ofMinutes(10).plusSeconds(1)),
  CLOCK_WENT_BACK(b -> intents(b).away = Duration.ofSeconds(-1)),
  OTHER_REFERENCE(b -> b.charger.registers().put("commercial_reference", "EVB3S07N40")),
  NO_REFERENCE(b -> b.charger.registers().put("commercial_reference", "")),
  OTHER_FAMILY(b -> b.charger.registers().put("commercial_reference", "EVB4A22N4B")),
  OTHER_FIRMWARE(b -> b.charger.registers().put("build_version_digit", 8)),
  FIRMWARE_UNREADABLE(b -> b.charger.refuseRead("major_version_digit", 4)),
  OTHER_VALUE(b -> b.charger.registers().put("set_point", 17)),
  LOWER_VALUE(b -> b.charger.registers().put("set_point", 8)),
  REGISTER_UNREADABLE(b -> b.charger.refuseRead("set_point", 4)),
  UNSAFE_FALLBACK(b -> b.charger.registers().put("degraded_set_point_tri", 40)),
  NO_FAILSAFE(b -> b.charger.registers().put("lifebit", 2)),
  UNKNOWN_STATE(b -> b.charger.registers().put("ev_state", 117)),
  LIMIT_CAME_DOWN(b -> b.maxCurrent = OptionalLong.of(13)),
  GROUP_IS_FULL(
      b ->
          b.groups =
              new GroupGuard() {
                @Override
                public Optional<Refusal> admit(ChargerId charger, double amps) {
                  return Optional.of(new Refusal("full", false));
                }

                @Override
                public void observed(ChargerId charger, double worst, double fallback) {}
              });

  private final Consumer<Bench> breaks;

  Broken(Consumer<Bench> breaks) {
    this.breaks = breaks;
  }

  void in(Bench bench) {
    breaks.accept(bench);
  }

  private static FakeIntents intents(Bench bench) {
    return (FakeIntents) bench.intents;
  }
}

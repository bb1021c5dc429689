package io.ampwire.format;

import io.ampwire.map.ControlSequences;
import io.ampwire.map.ControlStep;
import io.ampwire.map.Decimal;
import io.ampwire.map.PauseProof;
import io.ampwire.map.PhaseSwitch;
import io.ampwire.map.StepValue;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Reader of a map's control sequences. */
final class ControlReader {
  private ControlReader() {}

  static ControlSequences sequences(YamlNode node) {
    node.only("take", "limit", "pause", "resume", "after-fallback", "arm");
    return new ControlSequences(
        steps(node.at("take")),
        steps(node.at("limit")),
        steps(node.at("pause")),
        steps(node.at("resume")),
        steps(node.at("after-fallback")),
        steps(node.at("arm")));
  }

  static Optional<PhaseSwitch> phases(YamlNode node) {
    node.only("point", "one", "three", "then");
    if (!node.present()) {
      return Optional.empty();
    }
    return Optional.of(
        new PhaseSwitch(
            Scalars.text(node.need("point"), ""),
            Scalars.whole(node.need("one")).orElse(1L),
            Scalars.whole(node.need("three")).orElse(3L),
            steps(node.at("then"))));
  }

  static PauseProof paused(YamlNode node) {
    node.only("reads", "point", "value", "states");
    if (!node.present()) {
      return PauseProof.NONE;
    }
    PauseProof proof =
        new PauseProof(
            Scalars.wholes(node.at("reads")),
            node.at("point").text(),
            Scalars.optional(node.at("value")),
            new HashSet<>(Scalars.wholes(node.at("states"))));
    if (!proof.exists()) {
      node.fault("needs reads, point with value, or states");
    }
    return proof;
  }

  private static List<ControlStep> steps(YamlNode node) {
    return node.items().stream().flatMap(item -> step(item).stream()).toList();
  }

  private static Optional<ControlStep> step(YamlNode node) {
    node.only("write", "value", "phases", "wait", "lifebit");
    boolean writes = node.at("write").present();
    boolean waits = node.at("wait").present();
    boolean lifebit = Scalars.flag(node.at("lifebit"), false);
    if ((writes ? 1 : 0) + (waits ? 1 : 0) + (lifebit ? 1 : 0) != 1) {
      node.fault("a step is one of: write with value, wait, lifebit: true");
      return Optional.empty();
    }
    if (waits) {
      return Optional.of(
          new ControlStep.Wait(Scalars.duration(node.at("wait")).orElse(Duration.ZERO)));
    }
    return lifebit
        ? Optional.of(new ControlStep.SendLifebit())
        : value(node).map(v -> new ControlStep.SetRegister(Scalars.text(node.at("write"), ""), v));
  }

  private static Optional<StepValue> value(YamlNode node) {
    YamlNode given = node.need("value");
    Optional<String> text = given.text();
    if (text.equals(Optional.of("limit"))) {
      return Optional.of(new StepValue.Limit());
    }
    if (text.equals(Optional.of("limit-watts"))) {
      return Optional.of(new StepValue.LimitWatts(Scalars.integer(node.at("phases"), 3)));
    }
    Optional<Long> constant = text.flatMap(Scalars::whole);
    if (text.isPresent() && constant.isEmpty()) {
      given.fault("must be a whole number, limit or limit-watts, not '" + text.get() + "'");
    }
    return constant.map(Decimal::of).map(StepValue.Constant::new);
  }
}

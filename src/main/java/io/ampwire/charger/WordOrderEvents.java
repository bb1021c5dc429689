package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.ScaleProof;
import io.ampwire.trust.WordOrderVerdict;
import java.util.List;
import java.util.Map;

/** Events about what readings prove or contradict: word order, scale and power. */
final class WordOrderEvents {
  private WordOrderEvents() {}

  /** Reports points whose scale the charger's own readings contradict. */
  static void reportScale(List<ScaleProof.Contradiction> news, ChangeDetector.Listener listener) {
    news.forEach(
        each ->
            listener.happened(
                Type.SCALE_CONTRADICTS_MAP,
                Map.of(
                    "point", each.point(),
                    "factor", each.factor(),
                    "why", each.why(),
                    "remedy", "set scale: prove of this charger to use the factor")));
  }

  /** Reports powers that voltage times current contradicts. */
  static void reportPower(List<ScaleProof.Mismatch> news, ChangeDetector.Listener listener) {
    news.forEach(
        each ->
            listener.happened(
                Type.POWER_CONTRADICTS_CURRENT,
                Map.of(
                    "point", each.point(),
                    "why", each.why(),
                    "remedy", "compare with a meter; the point is null while it contradicts")));
  }

  /**
   * @param before the verdict before the poll
   */
  static void report(
      RegisterMap map,
      WordOrderVerdict before,
      Interpreter interpreter,
      ChangeDetector.Listener listener) {
    WordOrderVerdict now = interpreter.verdict();
    if (now.state() == WordOrderVerdict.State.UNDECIDED && before.state() != now.state()) {
      listener.happened(
          Type.WORD_ORDER_UNDECIDED,
          Map.of("remedy", "set word-order of this charger to high-word-first or low-word-first"));
    }
    if (interpreter.contradictsMap() && !now.order().equals(before.order())) {
      listener.happened(
          Type.WORD_ORDER_CONTRADICTS_MAP,
          Map.of(
              "map", map.id(),
              "documented", map.link().order().label(),
              "proved", now.order().orElseThrow().label(),
              "why", now.why()));
    }
  }
}

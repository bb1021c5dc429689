package io.ampwire.charger;

import io.ampwire.charger.ChargerEvent.Type;
import io.ampwire.map.RegisterMap;
import io.ampwire.trust.Interpreter;
import io.ampwire.trust.WordOrderVerdict;
import java.util.Map;

/** The events that a change of the verdict on the word order causes. */
final class WordOrderEvents {
  private WordOrderEvents() {}

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
              "documented", map.link().order().label(),
              "proved", now.order().orElseThrow().label(),
              "why", now.why()));
    }
  }
}

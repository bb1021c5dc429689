package io.ampwire.group;

import io.ampwire.command.Ack;
import io.ampwire.map.ChargerId;
import java.util.Map;

/** Port: receives what a group decides. Calls return at once. */
public interface GroupListener {
  /** Whether this bridge runs the charger's lane. */
  boolean owns(ChargerId charger);

  /** The cap of a charger changed; its lane enforces it. */
  void capChanged(ChargerId charger);

  /** The state of a group, after a change and at least every five seconds. */
  void state(String group, GroupState state);

  /** The answer to a command that sets a limit. */
  void answer(String group, LimitCommand command, Ack answer);

  /**
   * An entry of the record of limits.
   *
   * @param ts wall clock, ms
   * @param kind {@code limit}, {@code refused}, {@code cap}, {@code proved}, {@code silent}, {@code
   *     measured}
   * @param details texts, numbers, booleans, and lists and maps of them
   */
  void recorded(String group, long ts, String kind, Map<String, Object> details);
}

package io.ampwire.homeassistant;

import io.ampwire.map.ChargerId;

/** Port: topics that discovery messages refer to. */
public interface TopicNames {
  /** {@code online} or {@code offline}: the bridge as a whole. */
  String bridgeStatus();

  /** {@code online} or {@code offline}: the process that owns the chargers. */
  String ownStatus();

  /** What the bridge says of itself. */
  String bridgeInfo();

  /** {@code online} or {@code offline}: the charger. */
  String status(ChargerId charger);

  /** The charger's state document. */
  String state(ChargerId charger);

  /** Where a command to the charger goes. */
  String command(ChargerId charger, String name);

  /** A filter for every answer to the charger's commands. */
  String answers(ChargerId charger);
}

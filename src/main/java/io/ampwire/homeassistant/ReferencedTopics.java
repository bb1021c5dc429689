package io.ampwire.homeassistant;

import io.ampwire.map.ChargerId;

/** Port: topics that discovery messages refer to. */
public interface ReferencedTopics {
  /** Status of the whole bridge, {@code online} or {@code offline}. */
  String bridgeStatus();

  /** Status of the process that owns the chargers, {@code online} or {@code offline}. */
  String ownStatus();

  /** The info document of the bridge. */
  String bridgeInfo();

  /** Status of the charger, {@code online} or {@code offline}. */
  String status(ChargerId charger);

  /** The charger's state document. */
  String state(ChargerId charger);

  /** The charger's session document. */
  String session(ChargerId charger);

  /** Topic of a command to the charger. */
  String command(ChargerId charger, String name);

  /** The state document of a group that shares its limit. */
  String groupState(String group);

  /** Topic of the command that sets the limit of a group. */
  String groupLimit(String group);

  /** A filter for every answer to the charger's commands. */
  String answers(ChargerId charger);
}

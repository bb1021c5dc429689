package io.ampwire.homeassistant;

import io.ampwire.map.ChargerId;

/** Topics as the reference has them. */
final class PlainTopics implements ReferencedTopics {
  private static final String ROOT = "ampwire/bridge/";

  @Override
  public String bridgeStatus() {
    return ROOT + "status";
  }

  @Override
  public String ownStatus() {
    return bridgeStatus();
  }

  @Override
  public String bridgeInfo() {
    return ROOT + "info";
  }

  @Override
  public String status(ChargerId charger) {
    return ROOT + charger + "/status";
  }

  @Override
  public String state(ChargerId charger) {
    return ROOT + charger + "/state";
  }

  @Override
  public String session(ChargerId charger) {
    return ROOT + charger + "/session";
  }

  @Override
  public String command(ChargerId charger, String name) {
    return ROOT + charger + "/cmd/" + name;
  }

  @Override
  public String groupState(String group) {
    return ROOT + "_group/" + group + "/state";
  }

  @Override
  public String groupLimit(String group) {
    return ROOT + "_group/" + group + "/cmd/limit";
  }

  @Override
  public String answers(ChargerId charger) {
    return ROOT + charger + "/ack/+";
  }
}

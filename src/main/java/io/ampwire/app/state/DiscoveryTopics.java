package io.ampwire.app.state;

import io.ampwire.homeassistant.ReferencedTopics;
import io.ampwire.map.ChargerId;
import io.ampwire.mqtt.Topics;

/** Topics that discovery messages refer to: the same topics that every other consumer uses. */
public record DiscoveryTopics(Topics topics) implements ReferencedTopics {
  @Override
  public String bridgeStatus() {
    return topics.common();
  }

  @Override
  public String ownStatus() {
    return topics.status();
  }

  @Override
  public String bridgeInfo() {
    return topics.info();
  }

  @Override
  public String status(ChargerId charger) {
    return topics.status(charger);
  }

  @Override
  public String state(ChargerId charger) {
    return topics.state(charger);
  }

  @Override
  public String session(ChargerId charger) {
    return topics.session(charger);
  }

  @Override
  public String command(ChargerId charger, String name) {
    return topics.command(charger, name);
  }

  @Override
  public String groupState(String group) {
    return topics.groupState(group);
  }

  @Override
  public String groupLimit(String group) {
    return topics.limit(group);
  }

  @Override
  public String answers(ChargerId charger) {
    return topics.answers(charger);
  }
}

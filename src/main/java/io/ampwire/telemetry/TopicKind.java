package io.ampwire.telemetry;

/** Kinds of topics that the bridge publishes on, and whether their messages are retained. */
public enum TopicKind {
  STATUS(true, true),
  STATE(true, true),
  META(true, true),
  SESSION(true, true),
  /** One topic per point, named by the document's subject. */
  POINT(true, true),
  EVENT(true, false),
  /** One topic per command, named by the document's subject. */
  ACK(true, false),
  BACKLOG(true, false),
  BRIDGE_STATUS(false, true),
  BRIDGE_INFO(false, true),
  BRIDGE_EVENT(false, false),
  PROBE(false, false),
  /** One topic per group, named by the document's subject. */
  GROUP_STATE(false, true),
  /** One topic per group, for answers to commands that set its limit. */
  GROUP_ACK(false, false),
  /** A topic of another program; the document's subject is the whole of it. */
  FOREIGN(false, true);

  private final boolean ofCharger;
  private final boolean retained;

  TopicKind(boolean ofCharger, boolean retained) {
    this.ofCharger = ofCharger;
    this.retained = retained;
  }

  /** Whether each charger has such a topic. */
  public boolean ofCharger() {
    return ofCharger;
  }

  /** Whether the broker keeps the last message. */
  public boolean retained() {
    return retained;
  }
}

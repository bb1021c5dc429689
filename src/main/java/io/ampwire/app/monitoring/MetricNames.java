package io.ampwire.app.monitoring;

/**
 * Names of all metrics. Micrometer converts {@code ampwire.polls} to {@code ampwire_polls_total}.
 */
public final class MetricNames {
  static final String POLLS = "ampwire.polls";
  static final String POLL_DURATION = "ampwire.poll.duration";
  static final String POLL_LATENESS = "ampwire.poll.lateness";
  static final String REQUESTS = "ampwire.modbus.requests";
  static final String REQUEST_DURATION = "ampwire.modbus.request.duration";
  static final String CONNECTS = "ampwire.modbus.connects";
  static final String LIFEBITS = "ampwire.lifebits";
  static final String LIFEBIT_AGE = "ampwire.lifebit.age.seconds";
  static final String CONTROLLED = "ampwire.chargers.controlled";
  static final String CONTROL = "ampwire.control.changes";
  static final String COMMANDS = "ampwire.commands";
  static final String IGNORED = "ampwire.messages.ignored";
  static final String INVENTORY_REJECTED = "ampwire.inventory.rejected";
  static final String CHARGERS = "ampwire.chargers";
  static final String ONLINE = "ampwire.chargers.online";
  static final String GROUP_LIMIT = "ampwire.group.limit.amps";
  static final String GROUP_MEASURED = "ampwire.group.measured.amps";
  static final String GROUP_FREE = "ampwire.group.free.amps";
  static final String GROUP_SAFE = "ampwire.group.safe";
  static final String SHARDS = "ampwire.shards.held";
  static final String ROUND_TRIP_AGE = "ampwire.mqtt.round.trip.age.seconds";
  static final String NACKED = "ampwire.documents.nacked";
  public static final String WITHHELD = "ampwire.documents.withheld";
  public static final String JOURNAL_DOCUMENTS = "ampwire.journal.documents";
  public static final String JOURNAL_BYTES = "ampwire.journal.bytes";
  public static final String JOURNAL_DROPPED = "ampwire.journal.dropped";
  public static final String JOURNAL_REPLAYED = "ampwire.journal.replayed";
  public static final String JOURNAL_AGE = "ampwire.journal.oldest.age.seconds";

  private MetricNames() {}
}

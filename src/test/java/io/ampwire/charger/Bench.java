package io.ampwire.charger;

import io.ampwire.command.Ack;
import io.ampwire.command.Code;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.command.Permissions;
import io.ampwire.control.Audit;
import io.ampwire.control.ControlPhase;
import io.ampwire.control.ControlSettings;
import io.ampwire.control.GroupGuard;
import io.ampwire.control.IntentJournal;
import io.ampwire.decode.RegisterFile;
import io.ampwire.faults.Maps;
import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ManualScheduler;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.WriteGate;
import io.ampwire.link.WriteGuardDialer;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.Evlink;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.ScaleChoice;
import io.ampwire.map.WordOrder;
import io.ampwire.map.WordOrderChoice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** One lane in front of one scripted charger, in virtual time. */
public final class Bench {
  static final Set<String> EXTRAS =
      Set.of("set_command", "degraded_set_point_mono", "degraded_set_point_tri");

  public ManualScheduler scheduler = new ManualScheduler();
  public final RecordingSink sink = new RecordingSink();
  final CountingMetrics metrics = new CountingMetrics();
  private final FakeBrokerRoundTrip trip = new FakeBrokerRoundTrip(() -> scheduler.nanos());
  public ScriptedCharger charger;
  ModbusConnection connection;
  ChargerLane lane;
  RegisterMap map = Evlink.MAP;
  WordOrderChoice order = WordOrderChoice.LOW_WORD_FIRST;
  Audit audit = Audit.NONE;
  public ControlMode mode = ControlMode.LEASED;
  OptionalLong maxCurrent = OptionalLong.of(32);
  boolean acceptNoFailsafe;
  boolean acceptFallback;
  boolean armFailsafe;
  Duration timeout = Duration.ofSeconds(1);
  Duration spread = Duration.ZERO;
  Set<String> references = Set.of("EVB3S22N40");
  Set<String> extras = EXTRAS;
  IntentJournal intents = IntentJournal.NONE;
  BaselineJournal baselines = BaselineJournal.NONE;
  GroupGuard groups = GroupGuard.NONE;
  WriteGate gate = WriteGate.ALWAYS;
  boolean watched;
  boolean tags;
  String name = "bay-01";
  int unit = 255;
  Duration poll = Duration.ofSeconds(1);
  private int ids;

  public Bench() {
    charger = new ScriptedCharger(scheduler, map);
  }

  /** Puts a device of that shipped map in front, with high words first, under standing control. */
  RegisterFile device(String shipped) {
    map = Maps.of(shipped);
    RegisterFile file = new RegisterFile(map, WordOrder.HIGH_WORD_FIRST);
    charger = new ScriptedCharger(scheduler, map, file);
    order = WordOrderChoice.HIGH_WORD_FIRST;
    mode = ControlMode.STANDING;
    return file;
  }

  /** Builds and starts, but no time passes. */
  Bench begin() {
    Permissions permissions =
        new Permissions(
            mode,
            maxCurrent,
            Duration.ofSeconds(60),
            extras,
            new Permissions.Accepted(acceptNoFailsafe, acceptFallback, references),
            armFailsafe,
            Duration.ofMinutes(10),
            spread);
    LaneSettings settings =
        new LaneSettings(
            new ControlSettings(new ChargerId(name), map, unit, permissions, watched),
            order,
            ScaleChoice.AS_DOCUMENTED,
            poll,
            Duration.ofMillis(100),
            tags,
            ChargerDescription.NONE);
    boolean first = connection == null;
    if (first) {
      ModbusDialer.Endpoint endpoint = new ModbusDialer.Endpoint("192.0.2.11", 502);
      ModbusDialer dialer = new WriteGuardDialer(charger, gate, timeout.toNanos());
      connection =
          new ModbusConnection(
              endpoint, dialer, scheduler, timeout, new Random(1), ConnectionMetrics.NONE);
    }
    lane = new ChargerLane(settings, connection.link(), scheduler, around());
    if (first) {
      connection.start();
    }
    lane.start();
    return this;
  }

  /** The process dies without a word, and another begins in front of the same charger. */
  Bench restarted() {
    Bench next = new Bench();
    next.charger = charger;
    next.scheduler = scheduler;
    next.mode = mode;
    next.maxCurrent = maxCurrent;
    next.intents = intents;
    next.order = order;
    next.baselines = baselines;
    next.groups = groups;
    next.ids = ids;
    charger.abandon();
    scheduler.kill();
    charger.forget();
    return next;
  }

  /** Another unit behind the same connection; not begun. */
  Bench beside(String id, int number) {
    Bench other = new Bench();
    other.charger = charger;
    other.scheduler = scheduler;
    other.connection = connection;
    other.mode = mode;
    other.name = id;
    other.unit = number;
    return other;
  }

  private LanePorts around() {
    return new LanePorts(trip, sink, metrics, intents, baselines, audit, groups);
  }

  /** Until the first poll is published. */
  public Bench online() {
    begin();
    scheduler.advance(900);
    if (!lane.online()) {
      throw new IllegalStateException("not online: " + sink.log());
    }
    return this;
  }

  /** Online, with a set point of 16 A applied. */
  Bench controlled() {
    online();
    send("set_point", 16);
    scheduler.advance(2000);
    if (sink.events(ChargerEvent.Type.CONTROL_TAKEN).isEmpty()) {
      throw new IllegalStateException("no control: " + sink.acks());
    }
    return this;
  }

  /** The broker's round trip stops here. */
  void loseBroker() {
    trip.lose(scheduler.nanos());
  }

  /** It was never heard. */
  void loseBrokerForGood() {
    trip.lose(Long.MIN_VALUE);
  }

  void findBroker() {
    trip.find();
  }

  Command send(String name, long value) {
    return send(name, new Command.Number(BigDecimal.valueOf(value)), OptionalLong.empty());
  }

  Command send(String name, String word) {
    return send(name, new Command.Word(word), OptionalLong.empty());
  }

  Command send(String name, Command.Value value, OptionalLong lease) {
    Command command = command(name, value, "c" + ++ids, lease);
    send(command);
    return command;
  }

  /** A set point by this controller, with time to end. */
  public Outcome set(String by, long value) {
    Command.Value amps = new Command.Number(BigDecimal.valueOf(value));
    return finish(command("set_point", amps, "c" + ++ids, OptionalLong.empty(), by));
  }

  /** {@code renew} or {@code release} by this controller. */
  public Outcome say(String by, String word) {
    return finish(
        command("control", new Command.Word(word), "c" + ++ids, OptionalLong.empty(), by));
  }

  private Outcome finish(Command command) {
    send(command);
    scheduler.advance(1500);
    return sink.acks().get(sink.acks().size() - 1).outcome();
  }

  /** Why control was lost, each time. */
  public List<Object> losses() {
    return sink.events(ChargerEvent.Type.CONTROL_LOST).stream()
        .map(e -> e.details().get("reason"))
        .toList();
  }

  /** The values written to the set point. */
  List<Integer> amps() {
    return charger.writes("set_point").stream().map(ScriptedCharger.Written::value).toList();
  }

  ControlPhase state() {
    return sink.state().control().state();
  }

  void send(Command command) {
    lane.command(command);
    scheduler.settle();
  }

  Command command(String name, Command.Value value, String id, OptionalLong lease) {
    return command(name, value, id, lease, "ems-1");
  }

  Command command(String name, Command.Value value, String id, OptionalLong lease, String by) {
    return new Command(
        name,
        value,
        Optional.of(id),
        OptionalLong.empty(),
        OptionalLong.empty(),
        lease,
        Optional.of(by).filter(who -> !who.isEmpty()),
        false,
        scheduler.nanos(),
        scheduler.wallMillis());
  }

  Outcome outcome(int index) {
    return sink.acks().get(index).outcome();
  }

  /** The only answer there is. */
  Outcome outcome() {
    if (sink.acks().size() != 1) {
      throw new AssertionError("one answer expected: " + sink.acks());
    }
    return outcome(0);
  }

  static Code code(Outcome outcome) {
    if (outcome instanceof Outcome.Rejected rejected) {
      return rejected.code();
    }
    if (outcome instanceof Outcome.Failed failed) {
      return failed.code();
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return unknown.code();
    }
    throw new AssertionError("applied: " + outcome);
  }

  static Code code(Ack ack) {
    return code(ack.outcome());
  }

  static Outcome applied(long value) {
    return new Outcome.Applied(
        true, Optional.of(Decimal.of(value)), Optional.of(Decimal.of(value)));
  }
}

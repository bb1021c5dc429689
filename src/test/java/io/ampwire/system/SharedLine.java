package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.charger.ChargerMeta;
import io.ampwire.charger.ChargerSnapshot;
import io.ampwire.charger.LaneMetrics;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.TelemetrySink;
import io.ampwire.command.Ack;
import io.ampwire.command.Command;
import io.ampwire.command.Outcome;
import io.ampwire.decode.Reading;
import io.ampwire.fleet.ChargerEntry;
import io.ampwire.fleet.Fleet;
import io.ampwire.fleet.GroupLedger;
import io.ampwire.fleet.ShardLease;
import io.ampwire.fleet.Shards;
import io.ampwire.format.InventoryReader;
import io.ampwire.format.MapReader;
import io.ampwire.link.ConnectionMetrics;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.WriteGate;
import io.ampwire.map.ChargerId;
import io.ampwire.map.RegisterMap;
import io.ampwire.modbus.VertxDialer;
import io.ampwire.modbus.VertxScheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Chargers behind one line, served by pymodbus, and the bridge's fleet in front of it, without
 * MQTT. Register n of unit u reads 256 u + n, so that each value names its unit and its address.
 */
final class SharedLine implements AutoCloseable {
  private static final Pattern WRITE = Pattern.compile("(\\d+) (\\w+) (\\d+) (\\d+)=(\\d+)");
  private static final int FIRST_VALUE = 2;
  private static final int VALUES = 8;

  /** Coils 0..2 are read, coil 3 is written. */
  private static final int COILS = 3;

  static final int RELEASE = 3;

  private final List<String> printed = new CopyOnWriteArrayList<>();
  private final Vertx vertx = Vertx.vertx();
  private final Witness witness = new Witness();
  private final int units;
  private final Fleet fleet;
  private final VertxScheduler scheduler;
  private Child cable;
  private Child server;
  private Path near;
  private Path far;
  private int port;
  private long started;

  /** A write as the device saw it. */
  record Write(long nanos, String kind, int unit, int address, int value) {}

  private SharedLine(int units) {
    this.units = units;
    Context context = vertx.getOrCreateContext();
    scheduler = new VertxScheduler(context);
    fleet =
        new Fleet(
            List.of(
                new Fleet.Loop(scheduler, new VertxDialer(vertx, context, Duration.ofSeconds(2)))),
            new GroupLedger(overdrawn -> {}),
            Shards.ONE,
            new Fleet.Outside(
                (entry, lease) -> LanePorts.of(scheduler::nanos, witness, LaneMetrics.NONE),
                witness,
                id -> {},
                id -> {},
                new Random(7)));
    fleet.own(new ShardLease(0, OptionalLong.empty(), WriteGate.ALWAYS, false));
  }

  /** Chargers on a serial line of that rate, through a pair of pseudo terminals. */
  static SharedLine serial(int units, int baud) throws URISyntaxException {
    Programs.require("socat");
    SharedLine line = new SharedLine(units);
    String name = "ampwire-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    line.near = Path.of("/dev/shm/" + name + "-near");
    line.far = Path.of("/dev/shm/" + name + "-far");
    line.plug();
    line.serve("serial:" + line.far, baud);
    line.start("serial://" + line.near + "?baud=38400&parity=none&stop=1");
    return line;
  }

  /** Chargers behind a serial server that speaks RTU over TCP. */
  static SharedLine overTcp(int units, int baud) throws URISyntaxException {
    SharedLine line = new SharedLine(units);
    line.port = Ports.free();
    line.serve("rtu+tcp:" + line.port, baud);
    line.start("rtu+tcp://127.0.0.1:" + line.port);
    return line;
  }

  /** Plugs the adapter in. */
  void plug() {
    cable =
        new Child(
            Path.of("."),
            List.of(
                Programs.require("socat"),
                "pty,raw,echo=0,link=" + near,
                "pty,raw,echo=0,link=" + far),
            line -> {});
    await("the line").until(() -> Files.exists(near) && Files.exists(far));
  }

  /** Pulls the adapter out. */
  void unplug() {
    cable.terminate();
    cable.exitCode(Duration.ofSeconds(5));
    server.close();
  }

  void serve(String where, int baud) throws URISyntaxException {
    String python = Programs.requirePython("pymodbus.server", "python3-pymodbus");
    Path script = Path.of(SharedLine.class.getResource("/pymodbus/line.py").toURI());
    long before = printed.stream().filter("listening"::equals).count();
    server =
        new Child(
            Path.of("."),
            List.of(python, script.toString(), where, "" + baud, "" + units, "32"),
            printed::add);
    await("pymodbus listens")
        .atMost(Duration.ofSeconds(20))
        .until(() -> printed.stream().filter("listening"::equals).count() > before);
  }

  void serveAgain(int baud) throws URISyntaxException {
    serve("serial:" + far, baud);
  }

  private void start(String host) {
    started = System.nanoTime();
    RegisterMap map = ((MapReader.Parsed) MapReader.read("line.yaml", map())).map();
    StringBuilder yaml = new StringBuilder("defaults: { map: line, max-current: 32 }\nchargers:\n");
    for (int unit = 1; unit <= units; unit++) {
      yaml.append(
          "  - { id: bay-%02d, host: '%s', unit: %d, accept-no-failsafe: true, allow-writes: [release] }%n"
              .formatted(unit, host, unit));
    }
    InventoryReader.Result read =
        InventoryReader.read("inventory.yaml", yaml.toString(), Map.of("line", map));
    assertThat(read).isInstanceOf(InventoryReader.Parsed.class);
    fleet.apply(((InventoryReader.Parsed) read).inventory());
  }

  private static String map() {
    StringBuilder yaml =
        new StringBuilder(
            """
            schema: 1
            id: line
            title: Charger on a line
            revision: 1
            licence: CC0-1.0
            sources: [{ mark: TEST, kind: table, title: pymodbus/line.py }]
            link: { unit: 1, word-order: high-word-first }
            lifebit: { scheme: write-constant, point: lifebit, value: 1, period: 2s }
            set-point: { point: set_point }
            points:
              - { name: set_point, address: 0, type: U16, unit: A, access: read-write, sources: [TEST],
                  write: { range: { min: 6, max: 32 }, capped: true } }
              - { name: lifebit, address: 1, type: U16, access: read-write, sources: [TEST] }
            """);
    for (int n = FIRST_VALUE; n < FIRST_VALUE + VALUES; n++) {
      yaml.append(
          "  - { name: value_%d, address: %d, type: U16, sources: [TEST] }%n".formatted(n, n));
    }
    for (int n = 0; n < COILS; n++) {
      yaml.append(
          "  - { name: coil_%d, address: %d, type: BIT, sources: [TEST] }%n".formatted(n, n));
    }
    yaml.append(
        "  - { name: release, address: 3, type: BIT, access: read-write, sources: [TEST],\n");
    yaml.append("      write: { range: { min: 0, max: 1 } } }\n");
    return yaml.toString();
  }

  /** Commands each charger a set point of its own, and one coil. */
  void command() {
    for (ChargerEntry entry : fleet.chargers()) {
      command(entry, "set_point", setPoint(entry.unit()));
      command(entry, "release", release(entry.unit()));
    }
  }

  private void command(ChargerEntry entry, String name, int value) {
    fleet
        .lane(entry.id())
        .orElseThrow()
        .command(
            new Command(
                name,
                new Command.Number(BigDecimal.valueOf(value)),
                Optional.of(name + entry.unit()),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.of("test"),
                false,
                scheduler.nanos(),
                scheduler.wallMillis()));
  }

  /** The other value of the coil than it had. */
  static int release(int unit) {
    return (unit + RELEASE) % 2 == 1 ? 0 : 1;
  }

  static int setPoint(int unit) {
    return 6 + unit % 26;
  }

  long online() {
    return fleet.online();
  }

  /** Share of the time since the start in which a request was on the line. */
  double load() {
    return (double) witness.busy() / (System.nanoTime() - started);
  }

  Witness seen() {
    return witness;
  }

  /** Every write that the devices saw, in order. */
  List<Write> writes() {
    List<Write> writes = new ArrayList<>();
    for (String line : printed) {
      Matcher matcher = WRITE.matcher(line);
      if (matcher.matches()) {
        writes.add(
            new Write(
                Long.parseLong(matcher.group(1)),
                matcher.group(2),
                Integer.parseInt(matcher.group(3)),
                Integer.parseInt(matcher.group(4)),
                Integer.parseInt(matcher.group(5))));
      }
    }
    return writes;
  }

  /** Gaps between the lifebits of each unit as the device saw them, ms, ascending. */
  List<Long> lifebitGaps() {
    List<Long> gaps = new ArrayList<>();
    for (int unit = 1; unit <= units; unit++) {
      long before = 0;
      for (Write write : writes()) {
        if (write.unit == unit && write.kind.equals("register") && write.address == 1) {
          if (before > 0) {
            gaps.add((write.nanos - before) / 1_000_000);
          }
          before = write.nanos;
        }
      }
    }
    gaps.sort(null);
    return gaps;
  }

  /** Everything the lanes say. */
  static final class Witness implements TelemetrySink, ConnectionMetrics {
    private final Map<ChargerId, AtomicInteger> documents = new ConcurrentHashMap<>();
    private final List<Ack> acks = new CopyOnWriteArrayList<>();
    private final List<String> mixedUp = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final LongAdder values = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder busy = new LongAdder();
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);
    private final AtomicInteger offline = new AtomicInteger();

    @Override
    public void state(ChargerId charger, ChargerSnapshot snapshot) {
      if (snapshot.quality() == ChargerSnapshot.Quality.STALE) {
        return;
      }
      documents.computeIfAbsent(charger, id -> new AtomicInteger()).incrementAndGet();
      int unit = Integer.parseInt(charger.value().substring(4));
      for (int n = FIRST_VALUE; n < FIRST_VALUE + VALUES; n++) {
        Reading reading = snapshot.reading("value_" + n);
        if (reading.isValue()) {
          values.increment();
          if (reading.number() != 256 * unit + n) {
            mixedUp.add(charger + " value_" + n + " = " + reading.number());
          }
        }
      }
      for (int n = 0; n < COILS; n++) {
        Reading reading = snapshot.reading("coil_" + n);
        if (reading.isValue()) {
          values.increment();
          if (reading.number() != (unit + n) % 2) {
            mixedUp.add(charger + " coil_" + n + " = " + reading.number());
          }
        }
      }
    }

    @Override
    public void availability(ChargerId charger, boolean online) {
      offline.addAndGet(online ? 0 : 1);
    }

    @Override
    public void event(ChargerId charger, ChargerEvent event) {}

    @Override
    public void meta(ChargerId charger, ChargerMeta meta) {}

    @Override
    public void ack(ChargerId charger, Ack ack) {
      acks.add(ack);
    }

    @Override
    public void connected() {}

    @Override
    public void answered(ModbusResponse answer, long nanos) {
      requests.increment();
      busy.add(nanos);
      longest.accumulate(nanos);
      if (answer instanceof ModbusResponse.Failed failed) {
        failures.add(failed.detail());
      }
    }

    int fewestDocuments() {
      return documents.values().stream().mapToInt(AtomicInteger::get).min().orElse(0);
    }

    int chargers() {
      return documents.size();
    }

    long valuesSeen() {
      return values.sum();
    }

    long requests() {
      return requests.sum();
    }

    /** Time with a request on the line, ns. */
    long busy() {
      return busy.sum();
    }

    /** Longest request from its first byte to its answer or timeout, ms. */
    long longest() {
      return longest.get() / 1_000_000;
    }

    List<String> mixedUp() {
      return List.copyOf(mixedUp);
    }

    List<String> failures() {
      return List.copyOf(failures);
    }

    int timesOffline() {
      return offline.get();
    }

    long applied() {
      return acks.stream().filter(ack -> ack.outcome() instanceof Outcome.Applied).count();
    }

    List<Ack> acks() {
      return List.copyOf(acks);
    }
  }

  @Override
  public void close() {
    fleet.stop().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    if (server != null) {
      server.close();
    }
    if (cable != null) {
      cable.terminate();
      cable.exitCode(Duration.ofSeconds(5));
    }
  }
}

package io.ampwire.system;

import com.fasterxml.jackson.databind.JsonNode;
import io.ampwire.demo.Car;
import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.DemoFleet;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.SimulatedCharger;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A feeder with many chargers, its meter and the controller of its limit, each a process of its
 * own; and cars that come, go and follow a limit as real ones do. The currents are the simulated
 * chargers' own. One thread calls it.
 */
final class GroupLimitSite {
  static final long STALE = Duration.ofSeconds(10).toNanos();
  private static final String ROOT = "ampwire/bridge/";
  private static final String GROUP = ROOT + "_group/feeder-1/";
  private static final long RENEW = Duration.ofSeconds(4).toNanos();
  private static final long LEASE = Duration.ofSeconds(12).toNanos();
  private static final long METER = Duration.ofSeconds(1).toNanos();
  private static final long RETURN = Duration.ofSeconds(6).toNanos();
  private static final long JUST_NOW = Duration.ofMillis(500).toNanos();
  private static final double VOLTS = 230;

  final FeederRecord record = new FeederRecord();
  final FeederJudge.Feeder feeder;
  final Mosquitto broker;
  final List<Outlet> outlets = new ArrayList<>();
  final Random random;
  private final Subscriber answers;
  private LinePublisher controller;
  private LinePublisher meter;
  private LinePublisher others;
  private int ids;
  private String value = "";
  private FeederAmps limit;
  private long sentAt;
  private FeederAmps other = FeederAmps.ZERO;
  private long meteredAt;
  private int read;
  private boolean connected = true;
  private boolean lower;

  /** A charger, where its phases lead, and how it fails. */
  static final class Outlet {
    final SimulatedCharger simulated;
    final List<Integer> wired;
    final boolean named;
    long deadUntil = Long.MIN_VALUE;
    long reachableFrom = Long.MIN_VALUE;
    long cutAt = Long.MIN_VALUE;

    Outlet(SimulatedCharger simulated, List<Integer> wired, boolean named) {
      this.simulated = simulated;
      this.wired = wired;
      this.named = named;
    }

    boolean dead() {
      return deadUntil != Long.MIN_VALUE;
    }

    int[] loaded() {
      return IntStream.range(0, simulated.charger().phases()).map(wired::get).toArray();
    }

    void revive() {
      deadUntil = Long.MIN_VALUE;
      simulated.server().resume();
      simulated.server().start();
    }
  }

  GroupLimitSite(Rig rig, long seed, int chargers) {
    random = new Random(seed);
    Vertx vertx = Vertx.vertx();
    rig.keep(() -> get(vertx.close()));
    List<ChargerOptions> options =
        IntStream.rangeClosed(1, chargers).mapToObj(i -> options("bay-%03d".formatted(i))).toList();
    DemoFleet fleet = new DemoFleet(vertx, options, ServerOptions.defaults());
    for (SimulatedCharger charger : get(fleet.start())) {
      List<Integer> phases = new ArrayList<>(List.of(0, 1, 2));
      Collections.shuffle(phases, random);
      int wired = charger.charger().options().phases();
      outlets.add(new Outlet(charger, phases.subList(0, wired), random.nextInt(10) > 0));
    }
    rig.keep(() -> get(fleet.stop()));
    double fallbacks =
        outlets.stream().mapToInt(o -> fallback(o.simulated.charger().options())).sum();
    double most = Math.ceil(fallbacks * (1.2 + random.nextDouble()));
    feeder = new FeederJudge.Feeder(most, Math.ceil(fallbacks), STALE);
    limit = FeederAmps.each(most);
    broker = rig.broker().start();
    answers = rig.subscribe(broker, GROUP + "ack/limit", ROOT + "status");
    rig.keep(this::close);
    people();
    outlets.stream().filter(o -> random.nextInt(3) > 0).forEach(this::arrive);
  }

  private ChargerOptions options(String id) {
    ChargerOptions options =
        random.nextInt(4) == 0 ? ChargerOptions.singlePhase(id) : ChargerOptions.threePhase(id);
    return options.withNinetyNine(random.nextBoolean());
  }

  private static int fallback(ChargerOptions options) {
    return options.phases() == 1 ? options.limits().degradedMono() : options.limits().degradedTri();
  }

  /** The inventory of a bridge that keeps the limit. */
  String inventory() {
    StringBuilder text = new StringBuilder("defaults: {max-current: 32}\nchargers:\n");
    StringBuilder members = new StringBuilder();
    for (Outlet outlet : outlets) {
      SimulatedCharger c = outlet.simulated;
      String phases =
          String.join(", ", outlet.wired.stream().map(phase -> "L" + (phase + 1)).toList());
      text.append(
          "  - {id: %s, host: %s, port: %d%s}%n"
              .formatted(
                  c.id(), c.host(), c.port(), outlet.named ? ", phases: [" + phases + "]" : ""));
      members.append(members.isEmpty() ? "" : ", ").append(c.id());
    }
    return text
        + """
        groups:
          feeder-1:
            max-current: %d
            safe-current: %d
            share: equal
            rotate: 1m
            min-pause: 10s
            meter: {topic: site/meter, phases: [/l1, /l2, /l3], stale-after: 10s}
            members: [%s]
        """
            .formatted((int) feeder.most(), (int) feeder.safe(), members);
  }

  /** Meter, controller of the limit, and those who command single chargers. */
  private void people() {
    controller = new LinePublisher(broker.port(), GROUP + "cmd/limit");
    meter = new LinePublisher(broker.port(), "site/meter");
    others = new LinePublisher(broker.port(), ROOT + "bay-001/cmd/set_point");
  }

  private void close() {
    controller.close();
    meter.close();
    others.close();
  }

  /** Does what is due, and records the currents. */
  void step() {
    long now = System.nanoTime();
    hear();
    if (now - meteredAt >= METER && meter.alive()) {
      meteredAt = now;
      publishMeter(now);
    }
    if (!value.isEmpty() && now - sentAt >= RENEW && controller.alive()) {
      send(now);
    }
    others.send(Integer.toString(random.nextInt(33)));
    for (Outlet outlet : outlets) {
      if (outlet.dead() && now >= outlet.deadUntil) {
        outlet.revive();
      }
      if (outlet.simulated.server().connections() == 0) {
        outlet.cutAt = now;
      }
      boolean gone = outlet.dead() || outlet.simulated.server().connections() == 0;
      if (gone && !outage(now)) {
        outlet.reachableFrom = now + RETURN;
      }
    }
    sample(now);
  }

  private void hear() {
    List<Message> all = answers.all();
    for (Message message : all.subList(read, all.size())) {
      if (message.topic().endsWith("ack/limit")) {
        JsonNode ack = message.json();
        record.answered.add(ack.get("id").asText());
      } else if (message.payload().equals("online")) {
        connected = true;
      }
    }
    read = all.size();
  }

  private void publishMeter(long now) {
    if (random.nextInt(10) == 0) {
      meter.send("{\"l1\":\"?\",\"l2\":1e12,\"l3\":-5}");
    }
    if (random.nextInt(4) == 0) {
      double size = feeder.most() * 0.15;
      other =
          FeederAmps.load(
              random.nextDouble() * size, random.nextDouble() * size, random.nextDouble() * size);
    }
    String text =
        String.format(
            Locale.ROOT,
            "{\"l1\":%.3f,\"l2\":%.3f,\"l3\":%.3f}",
            other.l1(),
            other.l2(),
            other.l3());
    if (meter.send(text)) {
      record.metered.add(new FeederRecord.Metered(now, other, connected));
    }
  }

  /** Sends another limit at random. */
  void command() {
    if (!controller.alive()) {
      return;
    }
    double share = share();
    if (random.nextInt(4) == 0) {
      long watts = Math.round(3 * VOLTS * feeder.most() * share);
      value = "\"value\":" + watts + ",\"unit\":\"W\"";
      FeederAmps phases = FeederAmps.each(feeder.most());
      limit = new FeederAmps(phases.l1(), phases.l2(), phases.l3(), watts / VOLTS);
    } else {
      long amps = Math.round(feeder.most() * share);
      value = "\"value\":" + amps + ",\"unit\":\"A\"";
      limit = FeederAmps.each(amps);
    }
    record.note("limit " + value);
    send(System.nanoTime());
  }

  /** Every other limit is below what flows; some leave nothing. */
  private double share() {
    FeederAmps load = record.samples.get(record.samples.size() - 1).load();
    double flows = Math.max(load.l1(), Math.max(load.l2(), load.l3())) + other.l1();
    lower = !lower;
    if (!lower) {
      return 0.6 + 0.4 * random.nextDouble();
    }
    return random.nextInt(6) == 0
        ? 0.05
        : Math.min(1, flows * (0.3 + 0.6 * random.nextDouble()) / feeder.most());
  }

  private void send(long now) {
    String id = "l" + ++ids;
    if (controller.send("{%s,\"lease\":12,\"id\":\"%s\"}".formatted(value, id))) {
      sentAt = now;
      record.limits.add(new FeederRecord.Limit(now, id, limit, now + LEASE));
    }
  }

  private void arrive(Outlet outlet) {
    double amps = 6 + random.nextInt(27);
    int phases = List.of(1, 2, 3, 3).get(random.nextInt(4));
    Car.Ramp ramp =
        new Car.Ramp(
            random.nextDouble(), 1 + 3 * random.nextDouble(), 12 + 12 * random.nextDouble());
    outlet.simulated.charger().plug(new Car(amps, 1e6, phases, ramp));
    outlet.simulated.charger().authorise();
  }

  /** A car comes or goes. */
  void visit() {
    Outlet outlet = any();
    if (!outlet.simulated.charger().unplug()) {
      arrive(outlet);
    }
  }

  private Outlet any() {
    return outlets.get(random.nextInt(outlets.size()));
  }

  /** A charger dies in one of three ways, for some seconds. */
  void killCharger() {
    Outlet outlet = any();
    if (outlet.dead()) {
      return;
    }
    int seconds = 1 + random.nextInt(20);
    outlet.deadUntil = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    outlet.reachableFrom = outlet.deadUntil + RETURN;
    record.note(outlet.simulated.id() + " dead for " + seconds + " s");
    switch (random.nextInt(3)) {
      case 0 -> outlet.simulated.server().stop();
      case 1 -> outlet.simulated.server().hang();
      default -> outlet.simulated.server().dropClients();
    }
  }

  /** Every charger answers again. */
  void reviveChargers() {
    outlets.stream().filter(Outlet::dead).forEach(Outlet::revive);
  }

  void killController() {
    record.note("controller dead");
    controller.kill();
    value = "";
  }

  void killMeter() {
    record.note("meter dead");
    meter.kill();
  }

  /** SIGKILL to the broker. */
  void killBroker() {
    record.note("broker dead");
    long now = System.nanoTime();
    broker.kill();
    connected = false;
    record.metered.replaceAll(
        m -> now - m.at() < JUST_NOW ? new FeederRecord.Metered(m.at(), m.amps(), false) : m);
  }

  void startBroker() {
    broker.start();
    reviveMeterAndController();
  }

  /** Those that were killed come back. */
  void reviveMeterAndController() {
    close();
    people();
    record.note("meter and controller alive");
  }

  /** The bridge hears nothing until it says that it is online. */
  void disconnected() {
    connected = false;
  }

  /** Whether every charger that lives has been connected anew since that moment. */
  boolean served(long since) {
    return outlets.stream()
        .allMatch(o -> o.dead() || o.simulated.server().connections() > 0 && o.cutAt > since);
  }

  private boolean outage(long now) {
    return record.outages.stream().anyMatch(o -> o.from() <= now && now < o.settled());
  }

  private void sample(long now) {
    FeederAmps load = FeederAmps.ZERO;
    FeederAmps granted = FeederAmps.ZERO;
    FeederAmps lost = FeederAmps.ZERO;
    FeederAmps apart = FeederAmps.ZERO;
    boolean calm = true;
    for (Outlet outlet : outlets) {
      var charger = outlet.simulated.charger();
      int[] phases = outlet.loaded();
      double amps = charger.amps();
      load = load.plus(amps, phases);
      boolean here = charger.stage().plugged();
      granted = granted.plus(here ? charger.limit() : 0, phases);
      boolean gone = now < outlet.reachableFrom;
      calm &= !gone;
      lost = lost.plus(gone ? amps : 0, phases);
      apart =
          apart.plus(here ? Math.max(charger.setPoint(), fallback(charger.options())) : 0, phases);
    }
    record.samples.add(new FeederRecord.Sample(now, load, granted, lost, apart, calm));
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}

package io.ampwire.system;

import io.ampwire.demo.ChargerOptions;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.ServerOptions;
import io.ampwire.demo.VirtualCharger;
import io.ampwire.demo.WriteLog;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One simulated charger with a door for each member, all on one port: so it can testify who wrote
 * what. All members know it by one name, which their hosts files lead to different doors.
 */
final class WitnessedCharger implements AutoCloseable {
  static final String NAME = "charger.test";
  private static final int LIFEBIT = 4000;
  private static final Duration TICK = Duration.ofMillis(200);

  private final Vertx vertx;
  private final VirtualCharger charger;
  private final List<ModbusServer> doors = new ArrayList<>();
  private final long timer;

  /** A write that arrived at the door of a member. */
  record Write(int member, WriteLog.Entry entry) {}

  WitnessedCharger(Vertx vertx, String id, int members) {
    this.vertx = vertx;
    this.charger = new VirtualCharger(ChargerOptions.threePhase(id).withNinetyNine(false));
    ServerOptions options = new ServerOptions(1, ServerOptions.defaults().units(), 100_000);
    int port = 0;
    for (int member = 0; member < members; member++) {
      ModbusServer door = new ModbusServer(vertx, address(member), port, charger, options);
      port = get(door.start());
      doors.add(door);
    }
    timer = vertx.setPeriodic(TICK.toMillis(), fired -> charger.tick(TICK));
  }

  /** Where the member finds every charger. */
  static String address(int member) {
    return "127.0.1." + (member + 1);
  }

  String id() {
    return charger.options().id();
  }

  int port() {
    return doors.get(0).port();
  }

  /** Everything that anybody wrote, in the order of arrival. */
  List<Write> writes() {
    List<Write> all = new ArrayList<>();
    for (int member = 0; member < doors.size(); member++) {
      int from = member;
      doors.get(member).writes().entries().forEach(entry -> all.add(new Write(from, entry)));
    }
    all.sort(Comparator.comparingLong(write -> write.entry().nanoTime()));
    return all;
  }

  /** Whether it went back to its own limit. */
  boolean fellBack() {
    return charger.fellBack();
  }

  /** How many members are connected. */
  long visitors() {
    return doors.stream().filter(door -> door.connections() > 0).count();
  }

  /** The longest time from one lifebit to the next, whoever sent them, ms. */
  long longestLifebitGap() {
    List<Write> beats =
        writes().stream().filter(write -> write.entry().address() == LIFEBIT).toList();
    long longest = 0;
    for (int i = 1; i < beats.size(); i++) {
      long gap = beats.get(i).entry().nanoTime() - beats.get(i - 1).entry().nanoTime();
      longest = Math.max(longest, gap / 1_000_000);
    }
    return longest;
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
    doors.forEach(door -> get(door.stop()));
  }
}

package io.ampwire.faults;

import io.ampwire.charger.ChargerLane;
import io.ampwire.charger.LanePorts;
import io.ampwire.charger.LaneSettings;
import io.ampwire.command.Command;
import io.ampwire.command.Permissions;
import io.ampwire.control.ControlSettings;
import io.ampwire.control.StopReason;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.Scheduler;
import io.ampwire.map.ChargerId;
import io.ampwire.map.ControlMode;
import io.ampwire.map.Decimal;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrderChoice;
import io.ampwire.modbus.VertxDialer;
import io.ampwire.modbus.VertxScheduler;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One real charger lane over a real link and real sockets, without MQTT: what it says is in {@link
 * #said}, what it does in {@link #tally}.
 */
public final class Rig implements AutoCloseable {
  /** Control as a person's intent, at an outlet for 32 A. */
  public static final Permissions CONTROL =
      new Permissions(
          ControlMode.STANDING,
          OptionalLong.of(32),
          Duration.ofSeconds(60),
          Set.of(),
          false,
          false);

  private final Recorder said = new Recorder();
  private final Tally tally = new Tally();
  private final Scheduler scheduler;
  private final ModbusConnection connection;
  private final ModbusLink link;
  private final ChargerLane lane;

  /**
   * How a lane is to be run.
   *
   * @param speed how much faster than real its time runs
   * @param polls false: the link alone
   */
  public record Options(
      String id,
      Duration poll,
      Duration offset,
      Duration timeout,
      Permissions permissions,
      WordOrderChoice order,
      int speed,
      boolean polls,
      UnaryOperator<ModbusDialer> dialer,
      RegisterMap map) {

    static Options defaults() {
      return new Options(
          "bay-01",
          Duration.ofMillis(100),
          Duration.ZERO,
          Duration.ofSeconds(2),
          Permissions.MONITOR_ONLY,
          WordOrderChoice.LOW_WORD_FIRST,
          1,
          true,
          dialer -> dialer,
          Maps.evlink());
    }

    public Options poll(Duration interval) {
      return new Options(
          id, interval, offset, timeout, permissions, order, speed, polls, dialer, map);
    }

    public Options id(String name, Duration start) {
      return new Options(name, poll, start, timeout, permissions, order, speed, polls, dialer, map);
    }

    public Options timeout(Duration longest) {
      return new Options(id, poll, offset, longest, permissions, order, speed, polls, dialer, map);
    }

    public Options control() {
      return new Options(id, poll, offset, timeout, CONTROL, order, speed, polls, dialer, map);
    }

    public Options speed(int factor) {
      return new Options(id, poll, offset, timeout, permissions, order, factor, polls, dialer, map);
    }

    public Options permissions(Permissions granted) {
      return new Options(id, poll, offset, timeout, granted, order, speed, polls, dialer, map);
    }

    /** A device of another map, whose word order is to be proved. */
    public Options map(RegisterMap other, WordOrderChoice choice) {
      return new Options(
          id, poll, offset, timeout, permissions, choice, speed, polls, dialer, other);
    }

    public Options linkOnly() {
      return new Options(id, poll, offset, timeout, permissions, order, speed, false, dialer, map);
    }

    public Options dialer(UnaryOperator<ModbusDialer> changed) {
      return new Options(id, poll, offset, timeout, permissions, order, speed, polls, changed, map);
    }
  }

  Rig(Vertx vertx, Context context, String host, int port, Options options) {
    VertxScheduler real = new VertxScheduler(context);
    scheduler = options.speed == 1 ? real : new FastClock(real, options.speed);
    ModbusDialer dialer =
        options.dialer.apply(new VertxDialer(vertx, context, Duration.ofSeconds(2)));
    ModbusDialer.Endpoint endpoint = new ModbusDialer.Endpoint(host, port);
    connection =
        new ModbusConnection(endpoint, dialer, scheduler, options.timeout, new Random(4), tally);
    link = connection.link();
    RegisterMap map = options.map;
    LaneSettings settings =
        new LaneSettings(
            new ControlSettings(
                new ChargerId(options.id), map, map.link().unit(), options.permissions, false),
            options.order,
            options.poll,
            options.offset);
    lane = new ChargerLane(settings, link, scheduler, LanePorts.of(scheduler::nanos, said, tally));
    scheduler.execute(
        () -> {
          connection.start();
          if (options.polls) {
            lane.start();
          }
        });
  }

  public Recorder said() {
    return said;
  }

  public Tally tally() {
    return tally;
  }

  public ModbusLink link() {
    return link;
  }

  public Scheduler scheduler() {
    return scheduler;
  }

  /** What was said last about whether the charger answers. */
  public boolean online() {
    List<Boolean> all = said.availability();
    return !all.isEmpty() && all.get(all.size() - 1);
  }

  /** Commands a set point, from the test's thread as MQTT would from its own. */
  public void setPoint(int amps, String id) {
    command("set_point", amps, id);
  }

  /** Commands a limit that may have decimals. */
  public void setPoint(Decimal amps, String id) {
    command("set_point", new Command.Number(amps.value()), id);
  }

  /** Commands a number. */
  public void command(String name, int value, String id) {
    command(name, new Command.Number(BigDecimal.valueOf(value)), id);
  }

  /** Gives control back. */
  public void release(String id) {
    command("control", new Command.Word("release"), id);
  }

  private void command(String name, Command.Value value, String id) {
    lane.command(
        new Command(
            name,
            value,
            Optional.of(id),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.of("test"),
            false,
            scheduler.nanos(),
            scheduler.wallMillis()));
  }

  /** Asks over the link, past the lane. */
  public CompletableFuture<ModbusResponse> ask(ModbusRequest request) {
    CompletableFuture<ModbusResponse> answer = new CompletableFuture<>();
    scheduler.execute(
        () -> link.request(ModbusConnection.Priority.POLL, request).thenAccept(answer::complete));
    return answer.orTimeout(10, TimeUnit.SECONDS);
  }

  /** Returns once the lane has done all that was handed to it before. */
  public void drain() {
    run(() -> {});
  }

  private void run(Runnable task) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    scheduler.execute(
        () -> {
          task.run();
          done.complete(null);
        });
    done.orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    run(
        () -> {
          lane.stop(StopReason.STOPPED);
          connection.stop();
        });
  }
}

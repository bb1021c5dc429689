package io.ampwire.link;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One charger's use of a Modbus connection: its requests and whether it answers. Behind a gateway,
 * one charger can be silent while the others answer. It then costs them at most one short timeout
 * per backoff step.
 */
public final class ModbusLink {
  private static final long SHORTEST = 500_000_000L;

  private final ModbusConnection connection;
  private final Scheduler scheduler;
  private final Backoff backoff;
  private Consumer<String> down = why -> {};
  private boolean silent;
  private long quietUntil;
  private long slowest;

  /** Times of the last accepted write of each address since the link came up, ns. */
  private Map<Integer, Long> writes = Map.of();

  ModbusLink(ModbusConnection connection, Scheduler scheduler, Backoff backoff) {
    this.connection = connection;
    this.scheduler = scheduler;
    this.backoff = backoff;
  }

  /**
   * @param down receives the reason whenever the connection is lost or the charger falls silent, on
   *     the connection's scheduler
   */
  public void onDown(Consumer<String> down) {
    this.down = down;
  }

  /** Sets the minimum pause that the device needs between an answer and the next request. */
  public void rest(Duration pause) {
    connection.rest(pause);
  }

  /** Sets the minimum pause that the device needs between two writes; reads go on meanwhile. */
  public void restBetweenWrites(Duration pause) {
    connection.restBetweenWrites(pause);
  }

  /** Whether the link can send a request now. */
  public boolean isUp() {
    return connection.isUp() && !(silent && scheduler.nanos() - quietUntil < 0);
  }

  /** Longest wait for an answer. */
  public Duration timeout() {
    return connection.timeout();
  }

  /** Sends the request when its turn comes; the stage always completes normally. */
  public CompletionStage<ModbusResponse> request(
      ModbusConnection.Priority priority, ModbusRequest request) {
    return request(priority, request, () -> true);
  }

  /** Like the method above, but checks before sending whether the request is still wanted. */
  public CompletionStage<ModbusResponse> request(
      ModbusConnection.Priority priority, ModbusRequest request, BooleanSupplier wanted) {
    return send(priority, request, wanted, false);
  }

  /**
   * Reads registers that the device may not answer. The read has a short timeout, and a timeout
   * alone does not end the connection.
   */
  public CompletionStage<ModbusResponse> probe(ModbusRequest.Read request) {
    return send(ModbusConnection.Priority.POLL, request, () -> true, true);
  }

  private CompletionStage<ModbusResponse> send(
      ModbusConnection.Priority priority,
      ModbusRequest request,
      BooleanSupplier wanted,
      boolean expendable) {
    return isUp()
        ? connection.request(this, priority, request, wanted, expendable)
        : CompletableFuture.completedFuture(
            new ModbusResponse.Failed(
                ModbusResponse.Reason.DOWN, false, "no connection to " + connection.endpoint()));
  }

  /** Monotonic time of the last write that the device accepted since the link came up, ns. */
  public OptionalLong lastWrite() {
    return writes.values().stream().mapToLong(Long::longValue).max();
  }

  /** Whether the device accepted a write of that address since the link came up. */
  public boolean wrote(int address) {
    return writes.containsKey(address);
  }

  /** Ends the charger's use of the connection. */
  public void release() {
    connection.release(this);
    down = why -> {};
  }

  boolean silent() {
    return silent;
  }

  /** Timeout of a request that the device is unlikely to answer, ns. */
  long shortPatience() {
    return Math.max(SHORTEST, 4 * slowest);
  }

  /**
   * Records a valid answer, before its caller receives it.
   *
   * @param took time from request to answer, ns
   */
  void answered(ModbusRequest request, ModbusResponse answer, long now, long took) {
    if (request instanceof ModbusRequest.Write write && answer instanceof ModbusResponse.Written) {
      writes = writes.isEmpty() ? new HashMap<>() : writes;
      writes.put(write.address(), now);
    }
    slowest = Math.max(took, slowest - slowest / 16);
    if (silent) {
      silent = false;
      backoff.reset();
    }
  }

  /** Handles a request without an answer while the connection works for other chargers. */
  void fellSilent(String why) {
    silent = true;
    writes = Map.of();
    quietUntil = scheduler.nanos() + backoff.next();
    down.accept(why);
  }

  void down(String why) {
    writes = Map.of();
    down.accept(why);
  }
}

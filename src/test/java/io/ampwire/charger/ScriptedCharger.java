package io.ampwire.charger;

import io.ampwire.decode.RegisterFile;
import io.ampwire.link.ManualScheduler;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.ScriptedDialer;
import io.ampwire.map.RegisterMap;
import io.ampwire.map.WordOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A charger in virtual time that does what a test tells it, and remembers what it was asked. */
public final class ScriptedCharger implements ModbusDialer {
  /** One register written, with the virtual time at which the charger took it. */
  public record Written(long at, int unit, int address, int value) {}

  /** One read that was asked. */
  public record Asked(long at, int start, int count) {}

  private final ManualScheduler scheduler;
  private BiConsumer<Integer, Integer> reaction = (address, value) -> {};
  private final RegisterMap map;
  private final RegisterFile registers;
  private final Refusals refusals;
  private final Map<Integer, Integer> clamps = new HashMap<>();
  private final Set<Integer> kept = new HashSet<>();
  private final List<Written> writes = new ArrayList<>();
  private final List<Long> dialled = new ArrayList<>();
  private final List<Asked> reads = new ArrayList<>();
  private Duration latency = Duration.ofMillis(5);
  private Duration refresh = Duration.ZERO;
  private final Set<Integer> deaf = new HashSet<>();
  private final Map<Integer, Boolean> mute = new HashMap<>();
  private boolean hanging;
  private boolean refusing;
  private int lostAnswers;
  private int dials;
  private ScriptedDialer line;

  public ScriptedCharger(ManualScheduler scheduler, RegisterMap map) {
    this(scheduler, map, new RegisterFile(map, WordOrder.LOW_WORD_FIRST).charging());
  }

  ScriptedCharger(ManualScheduler scheduler, RegisterMap map, RegisterFile registers) {
    this.scheduler = scheduler;
    this.map = map;
    this.registers = registers;
    this.refusals = new Refusals(map);
  }

  public RegisterFile registers() {
    return registers;
  }

  /** Each answer takes that long. */
  public ScriptedCharger latency(long millis) {
    latency = Duration.ofMillis(millis);
    return this;
  }

  /** A written value shows only after that time. */
  public ScriptedCharger refresh(long millis) {
    refresh = Duration.ofMillis(millis);
    return this;
  }

  /** Takes requests and never answers. */
  public ScriptedCharger hang(boolean yes) {
    hanging = yes;
    return this;
  }

  /** Never answers requests to that unit. */
  public ScriptedCharger hang(int unit, boolean yes) {
    if (yes) {
      deaf.add(unit);
    } else {
      deaf.remove(unit);
    }
    return this;
  }

  /** Never answers reads that touch the point, or closes the connection at them. */
  public ScriptedCharger mute(String name, boolean closes) {
    mute.put(map.point(name).orElseThrow().address(), closes);
    return this;
  }

  /** Answers every read again. */
  public ScriptedCharger heal() {
    mute.clear();
    return this;
  }

  /** Refuses connections, and drops the one there is. */
  public ScriptedCharger away(boolean yes) {
    refusing = yes;
    if (yes) {
      cut();
    }
    return this;
  }

  /** Does the next writes but loses the answers. */
  public ScriptedCharger loseAnswers(int count) {
    lostAnswers = count;
    return this;
  }

  /** Answers reads that touch the point with an exception; 0 ends that. */
  public ScriptedCharger refuseRead(String name, int code) {
    refusals.read(name, code);
    return this;
  }

  /** Answers every read with an exception; 0 ends that. */
  public ScriptedCharger refuseReads(int code) {
    refusals.reads(code);
    return this;
  }

  public ScriptedCharger refuseWrite(String name, int code) {
    refusals.write(name, code);
    return this;
  }

  /** Runs after each register that the charger takes, with its address and value. */
  public ScriptedCharger onWrite(BiConsumer<Integer, Integer> reaction) {
    this.reaction = reaction;
    return this;
  }

  /** Takes no more than {@code most} into the register. */
  public ScriptedCharger clamp(String name, int most) {
    clamps.put(map.point(name).orElseThrow().address(), most);
    return this;
  }

  /** Confirms writes to the register and keeps what it has. */
  public ScriptedCharger keep(String name, boolean yes) {
    int address = map.point(name).orElseThrow().address();
    if (yes) {
      kept.add(address);
    } else {
      kept.remove(address);
    }
    return this;
  }

  /** Whoever asked is dead, and hears of nothing any more. */
  public void abandon() {
    line = null;
  }

  /** The connection breaks now. */
  public void cut() {
    if (line != null) {
      ScriptedDialer broken = line;
      line = null;
      broken.breakOff();
    }
  }

  /** The charger closes the connection in order. */
  public void end() {
    if (line != null) {
      ScriptedDialer ended = line;
      line = null;
      ended.end();
    }
  }

  public List<Written> writes() {
    return List.copyOf(writes);
  }

  public List<Written> writes(String name) {
    int address = map.point(name).orElseThrow().address();
    return writes.stream().filter(w -> w.address() == address).toList();
  }

  public List<Asked> reads() {
    return List.copyOf(reads);
  }

  public void forget() {
    writes.clear();
    reads.clear();
  }

  /** When each connection was opened. */
  public List<Long> dialled() {
    return List.copyOf(dialled);
  }

  public int dials() {
    return dials;
  }

  @Override
  public CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed) {
    dials++;
    if (refusing) {
      return CompletableFuture.failedFuture(new IllegalStateException("connection refused"));
    }
    if (line != null) {
      throw new IllegalStateException("a second connection while one is open");
    }
    line = new ScriptedDialer(this, closed);
    dialled.add(scheduler.nanos());
    return CompletableFuture.completedFuture(line);
  }

  /** Takes a request from a line; an answer comes only while that line is the open one. */
  public void ask(ScriptedDialer from, ModbusRequest request, Consumer<ModbusResponse> answer) {
    boolean lost = request instanceof ModbusRequest.Write && lostAnswers > 0;
    lostAnswers -= lost ? 1 : 0;
    Optional<Boolean> muted = muted(request);
    if (muted.isPresent()) {
      if (muted.get()) {
        scheduler.after(latency.toNanos(), this::end);
      }
      return;
    }
    ModbusResponse reply = hanging || deaf.contains(request.unit()) ? null : serve(request);
    if (reply != null && !lost) {
      scheduler.after(
          latency.toNanos(),
          () -> {
            if (line == from && !hanging) {
              answer.accept(reply);
            }
          });
    }
  }

  private Optional<Boolean> muted(ModbusRequest request) {
    return request instanceof ModbusRequest.Read read
        ? mute.entrySet().stream()
            .filter(m -> m.getKey() >= read.address() && m.getKey() < read.address() + read.count())
            .map(Map.Entry::getValue)
            .findFirst()
        : Optional.empty();
  }

  /** The other side closed that line. */
  public void hungUp(ScriptedDialer from) {
    if (line == from) {
      line = null;
    }
  }

  private ModbusResponse serve(ModbusRequest request) {
    if (request instanceof ModbusRequest.Read read) {
      reads.add(new Asked(scheduler.nanos(), read.address(), read.count()));
      int code = refusals.of(read);
      return code > 0
          ? new ModbusResponse.Refused(code)
          : new ModbusResponse.Registers(registers.bytes(read.address(), read.count()));
    }
    ModbusRequest.Write write = (ModbusRequest.Write) request;
    int code = refusals.of(write);
    return code > 0 ? new ModbusResponse.Refused(code) : take(write);
  }

  private ModbusResponse take(ModbusRequest.Write write) {
    for (int i = 0; i < write.registers().length / 2; i++) {
      int value = (write.registers()[2 * i] & 0xFF) << 8 | write.registers()[2 * i + 1] & 0xFF;
      int address = write.address() + i;
      writes.add(new Written(scheduler.nanos(), write.unit(), address, value));
      if (kept.contains(address)) {
        continue;
      }
      int taken = Math.min(value, clamps.getOrDefault(address, 0xFFFF));
      if (refresh.isZero()) {
        registers.word(address, taken);
        reaction.accept(address, value);
      } else {
        scheduler.after(refresh.toNanos(), () -> registers.word(address, taken));
      }
    }
    return new ModbusResponse.Written();
  }
}

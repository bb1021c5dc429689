package io.ampwire.modbus;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusDialer.Close;
import io.ampwire.link.ModbusDialer.Endpoint;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.link.ModbusTransport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Serial line with RTU frames. A thread of its own opens the device, makes one request at a time
 * with the silent interval between frames, and closes the device; nothing blocks the caller. An
 * answer, the reason of a loss and the open socket arrive on the event loop. A device that is gone
 * ends the line; the link opens it again after its backoff.
 */
final class SerialLine implements ModbusDialer.Socket, Runnable {
  /** How often the thread checks an idle line for an unplugged device, ns. */
  private static final long IDLE_CHECK = 500_000_000L;

  /** Longest wait for a byte before the thread looks for another request, ms. */
  private static final int READ_WAIT = 100;

  private static final long FORMER_LINE_SECONDS = 2;

  private static final int NO_DEVICE = 2;
  private static final int NO_PERMISSION = 13;
  private static final int BUSY = 16;
  private static final int LOCKED = 11;

  private final Endpoint endpoint;
  private final ModbusTransport.Serial settings;
  private final RtuExchange exchange;
  private final Executor loop;
  private final CompletableFuture<ModbusDialer.Socket> opened;
  private final Consumer<Close> lost;
  private final AtomicReference<Asked> next = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;
  private final byte[] chunk = new byte[RtuFrame.LONGEST];
  private volatile boolean closed;
  private volatile CountDownLatch before = new CountDownLatch(0);
  private SerialPort port;
  private long lastByte;

  /** Request that waits for the thread or is on the line. */
  private record Asked(ModbusRequest request, Consumer<ModbusResponse> answer) {}

  /** The device is gone. */
  private static final class Unplugged extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param loop event loop on which everything arrives
   * @param opened completed with this line once the device is open
   * @param lost receives the reason, once, when the line ends by itself
   */
  SerialLine(
      Endpoint endpoint,
      ModbusTransport.Serial settings,
      UnansweredRequests unanswered,
      Executor loop,
      CompletableFuture<ModbusDialer.Socket> opened,
      Consumer<Close> lost) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.exchange = new RtuExchange(unanswered);
    this.loop = loop;
    this.opened = opened;
    this.lost = lost;
    this.thread = new Thread(this, "serial-line " + endpoint.host());
    this.thread.setDaemon(true);
  }

  /**
   * Opens the line.
   *
   * @param former the line that had the device before; it is waited for
   */
  void open(Optional<SerialLine> former) {
    former.ifPresent(line -> before = line.ended);
    thread.start();
  }

  @Override
  public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {
    next.set(new Asked(request, answer));
    LockSupport.unpark(thread);
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  @Override
  public void run() {
    try {
      before.await(FORMER_LINE_SECONDS, TimeUnit.SECONDS);
      Optional<String> problem = connect();
      if (problem.isPresent()) {
        fail(problem.get());
      } else {
        loop.execute(() -> opened.complete(this));
        serve();
      }
    } catch (InterruptedException e) {
      fail("interrupted");
    } finally {
      disconnect();
      ended.countDown();
    }
  }

  private void fail(String why) {
    loop.execute(() -> opened.completeExceptionally(new ConnectFailure.NoConnection(why)));
  }

  private void disconnect() {
    if (port != null) {
      port.closePort();
    }
  }

  private Optional<String> connect() {
    try {
      port = SerialPort.getCommPort(endpoint.host());
      port.setComPortParameters(settings.baud(), 8, stopBits(), parity());
      port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
      port.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_WAIT, 0);
      if (!port.openPort()) {
        return Optional.of(problem(port.getLastErrorCode()));
      }
      port.flushIOBuffers();
      lastByte = SteadyClock.nanos();
      return Optional.empty();
    } catch (SerialPortInvalidPortException e) {
      return Optional.of(problem(NO_DEVICE));
    } catch (LinkageError e) {
      return Optional.of(
          "the library for serial lines cannot be loaded ("
              + e.getMessage()
              + "); the folder java.io.tmpdir must allow programs");
    }
  }

  private int stopBits() {
    return settings.stopBits() == 2 ? SerialPort.TWO_STOP_BITS : SerialPort.ONE_STOP_BIT;
  }

  private int parity() {
    return switch (settings.parity()) {
      case NONE -> SerialPort.NO_PARITY;
      case EVEN -> SerialPort.EVEN_PARITY;
      case ODD -> SerialPort.ODD_PARITY;
    };
  }

  private String problem(int error) {
    String device = endpoint.host();
    return switch (error) {
      case NO_DEVICE -> "there is no device " + device + "; is the adapter plugged in?";
      case NO_PERMISSION ->
          "no permission for " + device + "; add the user of the bridge to the group dialout";
      case BUSY, LOCKED -> "another program uses " + device;
      default -> "cannot open " + device + " (error " + error + ")";
    };
  }

  private void serve() {
    try {
      while (!closed) {
        Asked asked = next.getAndSet(null);
        if (asked == null) {
          idle();
        } else {
          exchange(asked);
        }
      }
    } catch (Unplugged e) {
      String why = "the serial device " + endpoint.host() + " is gone";
      loop.execute(() -> gone(new Close(false, why)));
    } finally {
      exchange.abandon(SteadyClock.nanos());
    }
  }

  private void gone(Close how) {
    if (!closed) {
      closed = true;
      lost.accept(how);
    }
  }

  private void idle() throws Unplugged {
    if (port.bytesAvailable() > 0) {
      receive();
    } else {
      checkDevice();
      LockSupport.parkNanos(this, IDLE_CHECK);
    }
  }

  private void checkDevice() throws Unplugged {
    if (port.bytesAvailable() < 0 || !Files.exists(Path.of(endpoint.host()))) {
      throw new Unplugged();
    }
  }

  private void exchange(Asked asked) throws Unplugged {
    // Takes late bytes off the line; they belong to no request.
    while (port.bytesAvailable() > 0) {
      receive();
    }
    awaitSilence();
    byte[] frame = exchange.begin(asked.request, SteadyClock.nanos());
    if (port.writeBytes(frame, frame.length) != frame.length) {
      throw new Unplugged();
    }
    lastByte = SteadyClock.nanos() + frame.length * settings.characterNanos();
    Optional<ModbusResponse> answer = Optional.empty();
    while (answer.isEmpty() && !closed && next.get() == null) {
      answer = exchange.settle(SteadyClock.nanos());
      if (answer.isEmpty()) {
        answer = receive();
      }
    }
    if (answer.isPresent()) {
      ModbusResponse given = answer.get();
      loop.execute(() -> asked.answer.accept(given));
    } else {
      exchange.abandon(SteadyClock.nanos());
    }
  }

  private void awaitSilence() {
    long left = lastByte + settings.silenceNanos() - SteadyClock.nanos();
    while (left > 0 && !closed) {
      LockSupport.parkNanos(this, left);
      left = lastByte + settings.silenceNanos() - SteadyClock.nanos();
    }
  }

  private Optional<ModbusResponse> receive() throws Unplugged {
    int count = port.readBytes(chunk, chunk.length);
    if (count < 0) {
      throw new Unplugged();
    }
    if (count == 0) {
      checkDevice();
      return Optional.empty();
    }
    lastByte = SteadyClock.nanos();
    return exchange.accept(chunk, count, lastByte);
  }
}

package io.ampwire.modbus;

import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusDialer.Close;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Open connection to a serial server that forwards RTU frames over TCP. One request is on the line
 * at a time, with a pause after the last byte of the frame before. The first bytes that are not an
 * intact frame end the connection. Runs on one event loop.
 */
final class RtuTcpSocket implements ModbusDialer.Socket {
  /**
   * Silence between frames: 3.5 characters at 9600 baud, rounded up; the server's rate is unknown.
   */
  private static final long SILENCE = 5_000_000L;

  private static final long MILLI = 1_000_000L;
  private static final Consumer<ModbusResponse> NO_REQUEST = answer -> {};

  private final Vertx vertx;
  private final NetSocket socket;
  private final RtuExchange exchange;
  private Consumer<ModbusResponse> open = NO_REQUEST;
  private long lastByte = SteadyClock.nanos() - SILENCE;
  private long timer = -1;
  private boolean closed;

  /**
   * @param lost receives the reason, once, when the connection closes by itself
   */
  RtuTcpSocket(Vertx vertx, NetSocket socket, UnansweredRequests unanswered, Consumer<Close> lost) {
    this.vertx = vertx;
    this.socket = socket;
    this.exchange = new RtuExchange(unanswered);
    socket.handler(this::received);
    socket.closeHandler(
        nothing -> gone(new Close(true, "the serial server closed the connection"), lost));
    socket.exceptionHandler(failure -> gone(new Close(false, ConnectFailure.of(failure)), lost));
  }

  @Override
  public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {
    open = answer;
    vertx.cancelTimer(timer);
    exchange.abandon(SteadyClock.nanos());
    whenSilent(request);
  }

  private void whenSilent(ModbusRequest request) {
    long left = lastByte + SILENCE - SteadyClock.nanos();
    if (left <= 0) {
      send(request);
    } else {
      timer = vertx.setTimer(Math.max(1, (left + MILLI - 1) / MILLI), id -> whenSilent(request));
    }
  }

  private void send(ModbusRequest request) {
    if (!closed) {
      socket.write(Buffer.buffer(exchange.begin(request, SteadyClock.nanos())));
    }
  }

  private void received(Buffer bytes) {
    if (closed) {
      return;
    }
    lastByte = SteadyClock.nanos();
    Optional<ModbusResponse> answer = exchange.accept(bytes.getBytes(), bytes.length(), lastByte);
    if (answer.isPresent()) {
      finish(answer.get());
    } else {
      exchange.settlesAt().ifPresent(this::settleAt);
    }
  }

  private void settleAt(long nanos) {
    vertx.cancelTimer(timer);
    long left = nanos - SteadyClock.nanos();
    timer =
        vertx.setTimer(
            Math.max(1, (left + MILLI - 1) / MILLI),
            id -> {
              Optional<ModbusResponse> answer = exchange.settle(SteadyClock.nanos());
              if (answer.isPresent()) {
                finish(answer.get());
              } else {
                exchange.settlesAt().ifPresent(this::settleAt);
              }
            });
  }

  private void finish(ModbusResponse answer) {
    vertx.cancelTimer(timer);
    if (!answer.valid()) {
      close();
    }
    deliver(answer);
  }

  @Override
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    exchange.abandon(SteadyClock.nanos());
    socket.close();
  }

  private void gone(Close how, Consumer<Close> lost) {
    if (!closed) {
      close();
      lost.accept(how);
      deliver(new ModbusResponse.Failed(ModbusResponse.Reason.LOST, true, how.why()));
    }
  }

  private void deliver(ModbusResponse answer) {
    Consumer<ModbusResponse> waiting = open;
    open = NO_REQUEST;
    waiting.accept(answer);
  }
}

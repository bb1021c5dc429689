package io.ampwire.modbus;

import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.TimeoutScheduler;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusDialer.Close;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Open connection to a charger, with the PDUs and transactions of digitalpetri. The socket checks
 * what that client does not. The answer must come from the requested unit and have the length of
 * the request, and a confirmed write must repeat the written value.
 */
final class VertxSocket implements ModbusDialer.Socket {
  /** The link alone measures request timeouts; the client's own are disabled. */
  private static final TimeoutScheduler NO_TIMEOUTS = new NoTimeouts();

  private final NetSocket socket;
  private final ModbusTcpClient client;
  private CompletableFuture<ModbusResponse> open;
  private ModbusRequest asked;
  private boolean closed;

  /**
   * @param lost receives the reason, once, when the connection closes by itself
   * @param ended runs when the connection is closed, by either side
   */
  VertxSocket(NetSocket socket, Consumer<Close> lost, Runnable ended) {
    this.socket = socket;
    VertxTransport transport = new VertxTransport(socket, this::malformed);
    this.client =
        ModbusTcpClient.create(transport, config -> config.setTimeoutScheduler(NO_TIMEOUTS));
    // The client now receives the frames; from here on they pass the check first.
    Consumer<ModbusTcpFrame> trusted = transport.receiver();
    transport.receive(frame -> checked(frame, trusted));
    socket.closeHandler(
        nothing -> {
          gone(new Close(true, "the charger closed the connection"), lost);
          ended.run();
        });
    socket.exceptionHandler(failure -> gone(new Close(false, ConnectFailure.of(failure)), lost));
  }

  @Override
  public CompletionStage<ModbusResponse> request(ModbusRequest request) {
    if (closed) {
      return CompletableFuture.completedFuture(
          new ModbusResponse.Failed(
              ModbusResponse.Reason.LOST, false, "the connection was closed"));
    }
    CompletableFuture<ModbusResponse> answer = new CompletableFuture<>();
    open = answer;
    asked = request;
    client
        .sendAsync(request.unit(), ModbusPdu.of(request))
        .whenComplete((response, failure) -> finish(answer, request, response, failure));
    return answer;
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }

  private void checked(ModbusTcpFrame frame, Consumer<ModbusTcpFrame> trusted) {
    if (frame.header().unitId() != asked.unit()) {
      malformed("answer from unit " + frame.header().unitId() + ", asked " + asked.unit());
    } else if (!ResponseShape.fits(asked, frame.pdu())) {
      malformed("the answer does not match the request");
    } else {
      trusted.accept(frame);
    }
  }

  private void malformed(String why) {
    if (open != null) {
      open.complete(new ModbusResponse.Failed(ModbusResponse.Reason.MALFORMED, true, why));
    }
    socket.close();
  }

  private void gone(Close how, Consumer<Close> lost) {
    if (!closed) {
      closed = true;
      socket.close();
      lost.accept(how);
    }
  }

  private static void finish(
      CompletableFuture<ModbusResponse> answer,
      ModbusRequest request,
      ModbusResponsePdu response,
      Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ModbusResponseException refused) {
      answer.complete(new ModbusResponse.Refused(refused.getExceptionCode()));
    } else if (cause != null) {
      // An error that is not a Modbus exception is one of the socket: it closed during the request.
      ModbusResponse.Reason reason =
          cause instanceof ModbusException
              ? ModbusResponse.Reason.MALFORMED
              : ModbusResponse.Reason.LOST;
      String why = cause.getMessage() == null ? "the connection was closed" : cause.getMessage();
      answer.complete(new ModbusResponse.Failed(reason, true, why));
    } else if (request instanceof ModbusRequest.Read read) {
      answer.complete(ModbusPdu.registers(read, registers(response)));
    } else {
      answer.complete(new ModbusResponse.Written());
    }
  }

  private static byte[] registers(ModbusResponsePdu response) {
    if (response instanceof ReadHoldingRegistersResponse holding) {
      return holding.registers();
    }
    if (response instanceof ReadInputRegistersResponse input) {
      return input.registers();
    }
    return response instanceof ReadCoilsResponse coils
        ? coils.coils()
        : ((ReadDiscreteInputsResponse) response).inputs();
  }

  /** Timeouts that never fire. */
  private static final class NoTimeouts implements TimeoutScheduler {
    private static final TimeoutHandle NOTHING =
        new TimeoutHandle() {
          @Override
          public void cancel() {}

          @Override
          public boolean isCancelled() {
            return true;
          }
        };

    @Override
    public TimeoutHandle newTimeout(Task task, long delay, TimeUnit unit) {
      return NOTHING;
    }
  }
}

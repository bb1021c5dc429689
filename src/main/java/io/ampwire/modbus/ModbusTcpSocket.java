package io.ampwire.modbus;

import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.TimeoutScheduler;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.client.ModbusTcpClientTransport;
import com.digitalpetri.modbus.exceptions.ModbusException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ModbusResponsePdu;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusDialer.Close;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Open Modbus TCP connection to a charger. It is the transport of digitalpetri's client, which
 * makes the PDUs and counts the transactions. It never reconnects and never queues: a frame is
 * written to the socket or was never sent. {@link Framer} splits the received bytes into frames.
 *
 * <p>The socket checks what that client does not. The answer must come from the requested unit and
 * have the length of the request, and a confirmed write must repeat the written value. The first
 * byte that is not Modbus ends the connection. Runs on one event loop.
 */
final class ModbusTcpSocket implements ModbusDialer.Socket, ModbusTcpClientTransport {
  /** The link alone measures request timeouts; the client's own are disabled. */
  private static final TimeoutScheduler NO_TIMEOUTS = new NoTimeouts();

  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  private final NetSocket socket;
  private final Framer framer = new Framer(this::answered);
  private final ModbusTcpClient client;
  private Consumer<ModbusTcpFrame> receiver = frame -> {};
  private CompletableFuture<ModbusResponse> open;
  private ModbusRequest asked;
  private int awaited = -1;
  private boolean closed;
  private boolean malformed;

  /**
   * @param lost receives the reason, once, when the connection closes by itself
   * @param ended runs when the connection is closed, by either side
   */
  ModbusTcpSocket(NetSocket socket, Consumer<Close> lost, Runnable ended) {
    this.socket = socket;
    this.client = ModbusTcpClient.create(this, config -> config.setTimeoutScheduler(NO_TIMEOUTS));
    socket.handler(this::received);
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

  private void received(Buffer bytes) {
    if (malformed) {
      return;
    }
    try {
      framer.accept(bytes);
    } catch (Framer.ProtocolViolation violation) {
      malformed = true;
      refuse(violation.getMessage());
    }
  }

  /** Passes on only the answer to the request in flight; late and repeated answers are dropped. */
  private void answered(ModbusTcpFrame frame) {
    if (frame.header().transactionId() != awaited) {
      return;
    }
    awaited = -1;
    if (frame.header().unitId() != asked.unit()) {
      refuse("answer from unit " + frame.header().unitId() + ", asked " + asked.unit());
    } else if (!ModbusPdu.fits(asked, frame.pdu())) {
      refuse("the answer does not match the request");
    } else {
      receiver.accept(frame);
    }
  }

  private void refuse(String why) {
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
    } else {
      answer.complete(ModbusPdu.response(request, response));
    }
  }

  @Override
  public CompletionStage<Void> send(ModbusTcpFrame frame) {
    MbapHeader header = frame.header();
    awaited = header.transactionId();
    ByteBuffer pdu = frame.pdu();
    Buffer bytes = Buffer.buffer(Framer.HEADER + pdu.remaining());
    bytes
        .appendUnsignedShort(header.transactionId())
        .appendUnsignedShort(header.protocolId())
        .appendUnsignedShort(header.length())
        .appendUnsignedByte((short) header.unitId())
        .appendBytes(pdu.array(), pdu.arrayOffset() + pdu.position(), pdu.remaining());
    // A write fails only with its socket, which reports that by itself.
    socket.write(bytes);
    return DONE;
  }

  @Override
  public void receive(Consumer<ModbusTcpFrame> frameReceiver) {
    receiver = frameReceiver;
  }

  @Override
  public CompletionStage<Void> connect() {
    return DONE;
  }

  @Override
  public CompletionStage<Void> disconnect() {
    close();
    return DONE;
  }

  @Override
  public boolean isConnected() {
    return !closed && !malformed;
  }

  /**
   * Splitter of a byte stream into Modbus TCP frames. It refuses a header that no Modbus device may
   * send (protocol id other than 0, length under 3 or over 254) at once, before the body arrives.
   */
  static final class Framer {
    private static final int HEADER = 7;
    private static final int MIN_LENGTH = 3;
    private static final int MAX_LENGTH = 254;

    private final Consumer<ModbusTcpFrame> frames;
    private final byte[] buffer = new byte[6 + MAX_LENGTH];
    private int filled;

    /** The peer does not speak Modbus TCP. */
    static final class ProtocolViolation extends RuntimeException {
      private static final long serialVersionUID = 1L;

      ProtocolViolation(String message) {
        super(message, null, false, false);
      }
    }

    Framer(Consumer<ModbusTcpFrame> frames) {
      this.frames = frames;
    }

    /**
     * Takes the next bytes of the stream, however they are split.
     *
     * @throws ProtocolViolation if the bytes cannot be Modbus; earlier frames were delivered
     */
    void accept(Buffer bytes) {
      int taken = 0;
      while (taken < bytes.length()) {
        int wanted = wanted();
        int count = Math.min(wanted - filled, bytes.length() - taken);
        bytes.getBytes(taken, taken + count, buffer, filled);
        taken += count;
        filled += count;
        if (filled == HEADER - 1) {
          check();
        }
        if (filled >= HEADER && filled == wanted()) {
          deliver();
        }
      }
    }

    private int wanted() {
      return filled < HEADER - 1 ? HEADER - 1 : HEADER - 1 + word(4);
    }

    private void check() {
      int length = word(4);
      if (word(2) != 0) {
        throw new ProtocolViolation("protocol id " + word(2) + " is not Modbus");
      }
      if (length < MIN_LENGTH || length > MAX_LENGTH) {
        throw new ProtocolViolation("a frame of length " + length);
      }
    }

    private void deliver() {
      byte[] pdu = new byte[filled - HEADER];
      System.arraycopy(buffer, HEADER, pdu, 0, pdu.length);
      MbapHeader header = new MbapHeader(word(0), 0, word(4), buffer[6] & 0xFF);
      filled = 0;
      frames.accept(new ModbusTcpFrame(header, ByteBuffer.wrap(pdu)));
    }

    private int word(int at) {
      return (buffer[at] & 0xFF) << 8 | buffer[at + 1] & 0xFF;
    }
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

package io.ampwire.modbus;

import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusDialer.Close;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.netty.buffer.ByteBuf;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.NetSocketInternal;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Open Modbus TCP connection to a charger, with one request in flight. It never reconnects and
 * never queues: a frame is written to the socket or was never sent. {@link Framer} splits the
 * received bytes into frames.
 *
 * <p>The answer must have the transaction id of the request in flight, come from the requested unit
 * and have the length of the request, and a confirmed write must repeat the written value. The
 * first byte that is not Modbus ends the connection. Runs on one event loop.
 */
final class ModbusTcpSocket implements ModbusDialer.Socket {
  private static final int LAST_TRANSACTION = 0xFFFF;
  private static final Consumer<ModbusResponse> NO_REQUEST = answer -> {};

  private final NetSocketInternal socket;
  private final Framer framer = new Framer(this::answered);

  /** Room to encode a read or the write of one register, which is then copied and sent. */
  private final ByteBuffer shortFrame = ByteBuffer.allocate(Framer.HEADER + ModbusPdu.SHORTEST);

  private Consumer<ModbusResponse> open = NO_REQUEST;
  private ModbusRequest asked;
  private int transaction;
  private boolean awaited;
  private boolean closed;
  private boolean malformed;

  /**
   * @param lost receives the reason, once, when the connection closes by itself
   * @param ended runs when the connection is closed, by either side
   */
  ModbusTcpSocket(NetSocket socket, Consumer<Close> lost, Runnable ended) {
    this.socket = (NetSocketInternal) socket;
    // A handler of messages receives Netty's buffers; a handler of bytes receives copies of them.
    this.socket.messageHandler(message -> received((ByteBuf) message));
    socket.closeHandler(
        nothing -> {
          gone(new Close(true, "the charger closed the connection"), lost);
          ended.run();
        });
    socket.exceptionHandler(failure -> gone(new Close(false, ConnectFailure.of(failure)), lost));
  }

  @Override
  public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {
    if (closed) {
      answer.accept(
          new ModbusResponse.Failed(
              ModbusResponse.Reason.LOST, false, "the connection was closed"));
      return;
    }
    open = answer;
    asked = request;
    transaction = transaction == LAST_TRANSACTION ? 0 : transaction + 1;
    awaited = true;
    send();
  }

  private void send() {
    int length = ModbusPdu.length(asked);
    ByteBuffer bytes =
        length == ModbusPdu.SHORTEST
            ? shortFrame.clear()
            : ByteBuffer.allocate(Framer.HEADER + length);
    MbapHeader.Serializer.encode(new MbapHeader(transaction, 0, 1 + length, asked.unit()), bytes);
    ModbusPdu.encode(asked, bytes);
    ByteBuf frame = socket.channelHandlerContext().alloc().directBuffer(bytes.capacity());
    // A write fails only with its socket, which reports that by itself.
    socket.writeMessage(frame.writeBytes(bytes.array()), null);
  }

  @Override
  public void close() {
    closed = true;
    socket.close();
  }

  private void received(ByteBuf bytes) {
    try {
      if (!malformed) {
        framer.accept(bytes);
      }
    } catch (Framer.ProtocolViolation violation) {
      malformed = true;
      refuse(violation.getMessage());
    } finally {
      bytes.release();
    }
  }

  /** Takes only the answer to the request in flight; late and repeated answers are dropped. */
  private void answered(ModbusTcpFrame frame) {
    if (!awaited || frame.header().transactionId() != transaction) {
      return;
    }
    awaited = false;
    if (frame.header().unitId() != asked.unit()) {
      refuse("answer from unit " + frame.header().unitId() + ", asked " + asked.unit());
    } else if (!ModbusPdu.fits(asked, frame.pdu())) {
      refuse("the answer does not match the request");
    } else {
      finish(ModbusPdu.response(asked, frame.pdu()));
    }
  }

  private void refuse(String why) {
    finish(new ModbusResponse.Failed(ModbusResponse.Reason.MALFORMED, true, why));
    socket.close();
  }

  private void finish(ModbusResponse answer) {
    Consumer<ModbusResponse> waiting = open;
    open = NO_REQUEST;
    waiting.accept(answer);
  }

  private void gone(Close how, Consumer<Close> lost) {
    if (!closed) {
      closed = true;
      socket.close();
      lost.accept(how);
    }
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
    private final byte[] header = new byte[HEADER];
    private byte[] pdu;
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
    void accept(ByteBuf bytes) {
      while (bytes.isReadable()) {
        int count = Math.min(wanted() - filled, bytes.readableBytes());
        if (filled < HEADER) {
          bytes.readBytes(header, filled, count);
        } else {
          bytes.readBytes(pdu, filled - HEADER, count);
        }
        filled += count;
        if (filled == HEADER - 1) {
          check();
        } else if (filled == HEADER) {
          pdu = new byte[word(4) - 1];
        } else if (filled == wanted()) {
          deliver();
        }
      }
    }

    private int wanted() {
      if (filled < HEADER) {
        return filled < HEADER - 1 ? HEADER - 1 : HEADER;
      }
      return HEADER + pdu.length;
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
      filled = 0;
      frames.accept(
          new ModbusTcpFrame(
              new MbapHeader(word(0), 0, word(4), header[6] & 0xFF), ByteBuffer.wrap(pdu)));
    }

    private int word(int at) {
      return (header[at] & 0xFF) << 8 | header[at + 1] & 0xFF;
    }
  }
}

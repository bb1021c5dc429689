package io.ampwire.modbus;

import com.digitalpetri.modbus.MbapHeader;
import com.digitalpetri.modbus.ModbusTcpFrame;
import com.digitalpetri.modbus.client.ModbusTcpClientTransport;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Transport of the Modbus client over one open socket. It never reconnects and never queues: a
 * frame is written to the socket or was never sent. {@link MbapFramer} splits the received bytes
 * into frames. The first byte that is not Modbus ends the connection.
 */
final class VertxTransport implements ModbusTcpClientTransport {
  private static final CompletionStage<Void> WRITTEN = CompletableFuture.completedFuture(null);

  private final NetSocket socket;
  private final MbapFramer framer;
  private final Consumer<String> malformed;
  private Consumer<ModbusTcpFrame> receiver = frame -> {};
  private boolean open = true;
  private int awaited = -1;

  /**
   * @param malformed receives the reason, once, when the peer violates the protocol
   */
  VertxTransport(NetSocket socket, Consumer<String> malformed) {
    this.socket = socket;
    this.malformed = malformed;
    this.framer = new MbapFramer(this::deliver);
    socket.handler(this::received);
  }

  private void received(Buffer bytes) {
    if (!open) {
      return;
    }
    try {
      framer.accept(bytes);
    } catch (MbapFramer.ProtocolViolation violation) {
      open = false;
      malformed.accept(violation.getMessage());
    }
  }

  /** Passes on only the answer to the request in flight; late and repeated answers are dropped. */
  private void deliver(ModbusTcpFrame frame) {
    if (frame.header().transactionId() == awaited) {
      awaited = -1;
      receiver.accept(frame);
    }
  }

  @Override
  public CompletionStage<Void> connect() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> disconnect() {
    open = false;
    return socket.close().toCompletionStage();
  }

  @Override
  public boolean isConnected() {
    return open;
  }

  @Override
  public CompletionStage<Void> send(ModbusTcpFrame frame) {
    MbapHeader header = frame.header();
    awaited = header.transactionId();
    ByteBuffer pdu = frame.pdu();
    Buffer bytes = Buffer.buffer(7 + pdu.remaining());
    bytes
        .appendUnsignedShort(header.transactionId())
        .appendUnsignedShort(header.protocolId())
        .appendUnsignedShort(header.length())
        .appendUnsignedByte((short) header.unitId())
        .appendBytes(pdu.array(), pdu.arrayOffset() + pdu.position(), pdu.remaining());
    // A write fails only with its socket, which reports that by itself.
    socket.write(bytes);
    return WRITTEN;
  }

  @Override
  public void receive(Consumer<ModbusTcpFrame> frameReceiver) {
    receiver = frameReceiver;
  }

  /** Sets the receiver of the frames. */
  Consumer<ModbusTcpFrame> receiver() {
    return receiver;
  }
}

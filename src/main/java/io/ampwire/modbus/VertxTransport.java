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
 * The Modbus client's transport over one socket that is already open. It never reconnects and never
 * queues: a frame is on the socket or it was never sent. Whatever comes is cut into frames by
 * {@link MbapFramer}; the first byte that is no Modbus ends the connection.
 */
final class VertxTransport implements ModbusTcpClientTransport {
  private final NetSocket socket;
  private final MbapFramer framer;
  private final Consumer<String> malformed;
  private Consumer<ModbusTcpFrame> receiver = frame -> {};
  private boolean open = true;
  private int awaited = -1;

  /**
   * @param malformed told once, with the reason, when the peer breaks the protocol
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

  /** Only the answer to the request in flight goes on; late and repeated ones answer nothing. */
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
    return socket.write(bytes).toCompletionStage();
  }

  @Override
  public void receive(Consumer<ModbusTcpFrame> frameReceiver) {
    receiver = frameReceiver;
  }

  /** Who gets the frames now. */
  Consumer<ModbusTcpFrame> receiver() {
    return receiver;
  }
}

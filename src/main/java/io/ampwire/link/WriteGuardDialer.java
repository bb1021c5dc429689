package io.ampwire.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Dialer that keeps a bridge without ownership away from a charger. Once the gate is closed, it
 * opens no connection and sends no write. It sits between the link and the socket, so every write
 * passes it last: commands, rewrites and lifebits. A refused write ends the connection.
 */
public final class WriteGuardDialer implements ModbusDialer {
  private static final String CLOSED = "another bridge may have the charger";

  private final ModbusDialer dialer;
  private final WriteGate gate;
  private final long timeout;

  /**
   * @param timeout longest time that a write may be in flight, ns
   */
  public WriteGuardDialer(ModbusDialer dialer, WriteGate gate, long timeout) {
    this.dialer = dialer;
    this.gate = gate;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed) {
    return gate.openFor(timeout)
        ? dialer.dial(endpoint, closed).thenApply(Gated::new)
        : CompletableFuture.failedFuture(new IllegalStateException(CLOSED));
  }

  private final class Gated implements Socket {
    private final Socket connection;

    private Gated(Socket connection) {
      this.connection = connection;
    }

    @Override
    public void request(ModbusRequest request, Consumer<ModbusResponse> answer) {
      if (!(request instanceof ModbusRequest.Write) || gate.openFor(timeout)) {
        connection.request(request, answer);
      } else {
        answer.accept(new ModbusResponse.Failed(ModbusResponse.Reason.DOWN, false, CLOSED));
      }
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}

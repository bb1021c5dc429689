package io.ampwire.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Keeps a bridge that lost a charger from touching it: no connection is opened and no write leaves
 * once the gate is closed. It stands between the link and the socket, so that whatever writes (a
 * command, a rewrite, the lifebit) passes it last. A refused write ends the connection.
 */
public final class WriteGuardDialer implements ModbusDialer {
  private static final String CLOSED = "another bridge may have the charger";

  private final ModbusDialer dialer;
  private final WriteGate gate;
  private final long timeout;

  /**
   * @param timeout the longest that a write may be under way, ns
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
    public CompletionStage<ModbusResponse> request(ModbusRequest request) {
      boolean allowed = !(request instanceof ModbusRequest.Write) || gate.openFor(timeout);
      return allowed
          ? connection.request(request)
          : CompletableFuture.completedFuture(
              new ModbusResponse.Failed(ModbusResponse.Reason.DOWN, false, CLOSED));
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}

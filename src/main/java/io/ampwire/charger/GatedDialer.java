package io.ampwire.charger;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Keeps a bridge that lost a charger from touching it: no connection is opened and no write leaves
 * once the gate is closed. It stands between the link and the socket, so that whatever writes (a
 * command, a rewrite, the lifebit) passes it last. A refused write ends the connection.
 */
public final class GatedDialer implements ModbusDialer {
  private static final String CLOSED = "another bridge may have the charger";

  private final ModbusDialer dialer;
  private final WriteGate gate;
  private final long timeout;

  /**
   * @param timeout the longest that a write may be under way, ns
   */
  public GatedDialer(ModbusDialer dialer, WriteGate gate, long timeout) {
    this.dialer = dialer;
    this.gate = gate;
    this.timeout = timeout;
  }

  @Override
  public CompletionStage<Connection> dial(Endpoint endpoint, Consumer<String> closed) {
    return gate.openFor(timeout)
        ? dialer.dial(endpoint, closed).thenApply(Gated::new)
        : CompletableFuture.failedFuture(new IllegalStateException(CLOSED));
  }

  private final class Gated implements Connection {
    private final Connection connection;

    private Gated(Connection connection) {
      this.connection = connection;
    }

    @Override
    public CompletionStage<Answer> request(Request request) {
      boolean allowed = !(request instanceof Request.Write) || gate.openFor(timeout);
      return allowed
          ? connection.request(request)
          : CompletableFuture.completedFuture(new Answer.Failed(Answer.Reason.DOWN, false, CLOSED));
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}

package io.ampwire.link;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Port: opens connections to chargers. */
public interface ModbusDialer {
  /**
   * Opens one connection; completes exceptionally if that does not succeed in time.
   *
   * @param closed told once, with the reason, when the connection has gone away by itself
   */
  CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed);

  /**
   * How a connection went away by itself.
   *
   * @param orderly whether the device closed it (FIN), rather than that it broke
   */
  record Close(boolean orderly, String why) {}

  /** Where a charger listens, and whether it requires TLS. */
  record Endpoint(String host, int port, Optional<ModbusTls> tls) {
    public Endpoint(String host, int port) {
      this(host, port, Optional.empty());
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** One TCP connection; after {@link #close()} it is never used again. */
  interface Socket {
    /**
     * Sends one request, after the previous one was answered or given up. An answer to a request
     * that was given up is dropped.
     */
    CompletionStage<ModbusResponse> request(ModbusRequest request);

    void close();
  }
}

package io.ampwire.link;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Port: opens connections to chargers. */
public interface ModbusDialer {
  /**
   * Opens one connection; completes exceptionally if the connection is not up in time.
   *
   * @param closed receives the reason, once, when the connection closes by itself
   */
  CompletionStage<Socket> dial(Endpoint endpoint, Consumer<Close> closed);

  /**
   * Reason why a connection closed by itself.
   *
   * @param orderly whether the device closed it (FIN) instead of breaking it
   */
  record Close(boolean orderly, String why) {}

  /**
   * Address of a charger.
   *
   * @param host name or address; for a serial line, the path of its device
   * @param port TCP port; 0 for a serial line
   * @param tls how the connection is encrypted, empty for an unencrypted one
   */
  record Endpoint(String host, int port, Optional<ModbusTls> tls, ModbusTransport transport) {
    public Endpoint(String host, int port, Optional<ModbusTls> tls) {
      this(host, port, tls, ModbusTransport.TCP);
    }

    public Endpoint(String host, int port) {
      this(host, port, Optional.empty());
    }

    @Override
    public String toString() {
      return transport.uri(host, port);
    }
  }

  /** Open connection; after {@link #close()} it is never used again. */
  interface Socket {
    /**
     * Sends one request, after the previous one was answered or abandoned. The connection drops an
     * answer to an abandoned request.
     *
     * @param answer receives the answer, once
     */
    void request(ModbusRequest request, Consumer<ModbusResponse> answer);

    void close();
  }
}

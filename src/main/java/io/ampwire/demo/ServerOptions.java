package io.ampwire.demo;

import java.util.Set;

/**
 * Network options of a simulated device.
 *
 * @param clients largest number of connections; a further one is closed at once
 * @param units unit ids that it answers; requests to others get no answer
 * @param writesKept bound of the write log
 */
public record ServerOptions(int clients, Set<Integer> units, int writesKept) {

  /** Any number of clients, units 255 and 1, and a bound of ten thousand writes. */
  public static ServerOptions defaults() {
    return new ServerOptions(Integer.MAX_VALUE, Set.of(255, 1), 10_000);
  }

  public ServerOptions withClients(int most) {
    return new ServerOptions(most, units, writesKept);
  }

  public ServerOptions withUnits(Integer... answered) {
    return new ServerOptions(clients, Set.of(answered), writesKept);
  }
}

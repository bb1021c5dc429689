package io.ampwire.demo;

import java.util.Set;

/**
 * How a simulated device treats its network.
 *
 * @param clients how many connections it bears at once; one more is closed at once
 * @param units unit ids that it answers; requests to others get no answer
 * @param writesKept bound of the write log
 */
public record ServerOptions(int clients, Set<Integer> units, int writesKept) {

  /** Any number of clients, unit 255 and 1, ten thousand writes remembered. */
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

package io.ampwire.system;

import java.io.IOException;
import java.util.List;

/** A Modbus server that nobody of this project wrote, as a charger with unit 255. */
interface ThirdPartyServer extends AutoCloseable {
  int port();

  /** Registers written over the wire so far, in order: {@code 4004=10}. */
  List<String> writes();

  @Override
  void close() throws IOException;
}

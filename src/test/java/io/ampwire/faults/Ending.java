package io.ampwire.faults;

import java.io.IOException;
import java.net.Socket;

/** How a connection ends. */
public enum Ending {
  /** In order: what was sent arrives first. */
  FIN,
  /** At once, with a reset. */
  RESET;

  void end(Socket socket) {
    try {
      if (this == RESET) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException closedAlready) {
      // It has ended, which is what was wanted.
    }
  }
}

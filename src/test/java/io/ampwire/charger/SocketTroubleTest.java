package io.ampwire.charger;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class SocketTroubleTest {
  @Test
  void leavesOutTheCallThatFailed() {
    Throwable failure =
        new ConnectException(
            "finishConnect(..) failed with error(-111): Connection refused: /127.0.0.1:502");
    assertThat(SocketTrouble.of(failure)).isEqualTo("Connection refused: /127.0.0.1:502");
  }

  @Test
  void keepsOtherWords() {
    Throwable failure = new ConnectException("Connection refused: /127.0.0.1:502");
    assertThat(SocketTrouble.of(failure)).isEqualTo("Connection refused: /127.0.0.1:502");
  }

  @Test
  void namesTheKindOfAFailureWithoutWords() {
    assertThat(SocketTrouble.of(new ClosedChannelException())).isEqualTo("ClosedChannelException");
  }
}

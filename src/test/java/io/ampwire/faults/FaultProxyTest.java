package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ampwire.demo.ModbusServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The proxy does what its tests rely on. */
@Timeout(20)
class FaultProxyTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final byte[] ASK = Frames.hex("0001 0000 0006 ff 03 0001 0001");
  private static final byte[] ANSWER = Frames.hex("0001 0000 0005 ff 03 02 0008");

  private final ModbusServer charger = WIRE.charger(Maps.charging());
  private final FaultProxy proxy = WIRE.proxy(charger);

  @Test
  void passesWhatItIsNotToldToSpoil() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(ASK);
      assertThat(read(socket, ANSWER.length)).isEqualTo(ANSWER);
    }
  }

  @Test
  void cutsAfterExactlySoManyBytes() throws IOException {
    proxy.toBridge().cutAfter(4, Ending.FIN);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(ASK);
      assertThat(socket.getInputStream().readAllBytes()).hasSize(4);
    }
  }

  @Test
  void resetsWhereItIsToldTo() throws IOException {
    proxy.toBridge().cutAfter(0, Ending.RESET);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(ASK);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    proxy.heal();
    proxy.acceptThenReset();
    assertThatThrownBy(
            () -> {
              try (Socket socket = connect()) {
                socket.getInputStream().read();
              }
            })
        .isInstanceOf(SocketException.class);
  }

  @Test
  void swallowsAndHealsOnALivingConnection() throws IOException {
    try (Socket socket = connect()) {
      proxy.toBridge().blackhole();
      socket.getOutputStream().write(ASK);
      Wire.soon().until(() -> proxy.toBridge().seen() == 1);
      socket.setSoTimeout(50);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);

      proxy.heal();
      socket.setSoTimeout(5000);
      socket.getOutputStream().write(ASK);
      assertThat(read(socket, ANSWER.length)).isEqualTo(ANSWER);
    }
  }

  @Test
  void slicesThrottlesAndDelays() throws IOException {
    try (Socket socket = connect()) {
      proxy.toBridge().slice(Duration.ofMillis(10));
      assertThat(roundTrip(socket)).isGreaterThan(Duration.ofMillis(90));
      proxy.toBridge().clear().throttle(50);
      assertThat(roundTrip(socket)).isGreaterThan(Duration.ofMillis(180));
      proxy.toBridge().clear().delay(Duration.ofMillis(150));
      assertThat(roundTrip(socket)).isGreaterThan(Duration.ofMillis(140));
    }
  }

  @Test
  void refusesAndTakesItsPortBack() throws IOException {
    proxy.refuse();
    assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);

    proxy.heal();
    try (Socket socket = connect()) {
      assertThat(roundTrip(socket)).isPositive();
    }
  }

  @Test
  void endsOneHalfAndLeavesTheOther() throws IOException {
    try (Socket socket = connect()) {
      roundTrip(socket);
      proxy.toBridge().halfClose();
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      long before = charger.requests();
      proxy.toBridge().blackhole();
      socket.getOutputStream().write(ASK);
      Wire.soon().until(() -> charger.requests() == before + 1);
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(proxy.host(), proxy.port());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(5000);
    return socket;
  }

  private static Duration roundTrip(Socket socket) throws IOException {
    long begun = System.nanoTime();
    socket.getOutputStream().write(ASK);
    assertThat(read(socket, ANSWER.length)).isEqualTo(ANSWER);
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private static byte[] read(Socket socket, int count) throws IOException {
    byte[] bytes = new byte[count];
    new DataInputStream(socket.getInputStream()).readFully(bytes);
    return bytes;
  }
}

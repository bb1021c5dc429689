package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.charger.ChargerEvent;
import io.ampwire.demo.ModbusServer;
import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chargers that are spoken to in private, and those that cannot prove who they are. */
class TlsTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  @TempDir static Path folder;

  private final List<TlsFront> fronts = new ArrayList<>();
  private final Certificates ca = new Certificates(folder, "authority");
  private final Certificates stranger = new Certificates(folder, "stranger");

  /** What is wrong with a charger's certificate, and what the event must say of it. */
  enum Wrong {
    HOST_NAME("certificate is refused: No subject alternative DNS name matching localhost found"),
    EXPIRED("expired or not yet valid"),
    UNTRUSTED("not signed by a trusted authority; set tls.ca");

    private final String said;

    Wrong(String said) {
      this.said = said;
    }
  }

  @AfterEach
  void close() {
    fronts.forEach(TlsFront::close);
  }

  @Test
  void readsAChargerThatProvesItsName() {
    TlsFront front = front(ca.host("localhost"), Optional.empty());
    Rig rig = rig(front, new ModbusTls(Optional.of(ca.file()), Optional.empty()));
    Wire.soon().until(() -> rig.tally().polls() >= 5);
    assertThat(rig.online()).isTrue();
    assertThat(rig.tally().failures()).isEmpty();
    assertThat(front.sessions()).isOne();
  }

  /** FAULTS W23. */
  @ParameterizedTest
  @EnumSource(Wrong.class)
  void hasNoConnectionWithAChargerThatCannotProveItAndSaysWhy(Wrong wrong) {
    Certificates.Issued own =
        switch (wrong) {
          case HOST_NAME -> ca.host("charger.example");
          case EXPIRED -> ca.expired("localhost");
          case UNTRUSTED -> stranger.host("localhost");
        };
    TlsFront front = front(own, Optional.empty());
    ModbusServer other = charger();
    Rig neighbour = WIRE.rig(other, WIRE.options().id("bay-02", Duration.ZERO));
    Rig rig = rig(front, new ModbusTls(Optional.of(ca.file()), Optional.empty()));
    Wire.soon().until(() -> offline(rig).findAny().isPresent());
    assertThat(offline(rig)).singleElement().asString().contains(wrong.said);
    assertThat(rig.tally().connections()).isZero();
    assertThat(rig.said().states()).isEmpty();
    assertUndisturbed(neighbour);
    System.out.println("tls: " + wrong + ": " + offline(rig).findFirst().orElseThrow());
  }

  @Test
  void showsItsOwnCertificateToAChargerThatAsksForIt() {
    TlsFront front = front(ca.host("localhost"), Optional.of(ca.file()));
    Certificates.Issued us = ca.host("ampwire");
    Rig rig =
        rig(
            front,
            new ModbusTls(
                Optional.of(ca.file()),
                Optional.of(new ModbusTls.Identity(us.certificate(), us.key()))));
    Wire.soon().until(() -> rig.tally().polls() >= 3);
    assertThat(rig.online()).isTrue();
  }

  @Test
  void getsNoAnswerFromAChargerThatWantsACertificateWhichThereIsNot() {
    TlsFront front = front(ca.host("localhost"), Optional.of(ca.file()));
    ModbusServer other = charger();
    Rig neighbour = WIRE.rig(other, WIRE.options().id("bay-02", Duration.ZERO));
    Rig rig = rig(front, new ModbusTls(Optional.of(ca.file()), Optional.empty()));
    Wire.soon().until(() -> offline(rig).findAny().isPresent());
    assertThat(offline(rig)).singleElement().asString().contains("see tls.certificate");
    assertThat(rig.tally().answers()).isZero();
    assertThat(front.sessions()).isZero();
    assertUndisturbed(neighbour);
    System.out.println("tls: NO CERTIFICATE: " + offline(rig).findFirst().orElseThrow());
  }

  @Test
  void hasNoConnectionWithAChargerThatSpeaksPlainly() {
    ModbusServer plain = charger();
    ModbusTls tls = new ModbusTls(Optional.of(ca.file()), Optional.empty());
    // Three polls without a connection are a verdict; the first attempt has to end before.
    Rig rig = rig(plain.port(), tls, WIRE.options().poll(Duration.ofSeconds(1)));
    Wire.soon().until(() -> offline(rig).findAny().isPresent());
    assertThat(rig.tally().connections()).isZero();
    assertThat(offline(rig)).singleElement().asString().contains("no encryption with the charger");
  }

  private static void assertUndisturbed(Rig neighbour) {
    int polls = neighbour.tally().polls();
    Wire.soon().until(() -> neighbour.tally().polls() >= polls + 5);
    assertThat(neighbour.tally().failures()).isEmpty();
    assertThat(neighbour.tally().connections()).isOne();
  }

  private static Stream<Object> offline(Rig rig) {
    return rig.said().events(ChargerEvent.Type.CHARGER_OFFLINE).stream()
        .map(event -> event.details().get("reason"));
  }

  private TlsFront front(Certificates.Issued own, Optional<Path> clients) {
    TlsFront front = new TlsFront(charger(), own, clients);
    fronts.add(front);
    return front;
  }

  private static ModbusServer charger() {
    return WIRE.charger(Maps.charging());
  }

  private static Rig rig(TlsFront front, ModbusTls tls) {
    return rig(front.port(), tls);
  }

  private static Rig rig(int port, ModbusTls tls) {
    return rig(port, tls, WIRE.options());
  }

  private static Rig rig(int port, ModbusTls tls, Rig.Options options) {
    return WIRE.rig(
        "localhost",
        port,
        options.dialer(
            real ->
                (endpoint, closed) ->
                    real.dial(
                        new ModbusDialer.Endpoint(
                            endpoint.host(), endpoint.port(), Optional.of(tls)),
                        closed)));
  }
}

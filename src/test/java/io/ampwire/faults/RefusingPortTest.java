package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ModbusDialer;
import io.ampwire.link.ModbusRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Chargers that take no connection, or only for a moment. */
@Timeout(40)
class RefusingPortTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final Duration DEADLINE = Duration.ofSeconds(77);
  private static final long LONG = 10_000_000_000L;
  private static final int ROUNDS = 100;
  private static final int SPEED = 800;

  /** FAULTS W14. */
  @Test
  void waitsLongerAndLongerForAChargerThatAcceptsAndResets() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    proxy.acceptThenReset();
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE).speed(SPEED));

    Wire.within(Duration.ofSeconds(30)).until(() -> proxy.accepted() >= ROUNDS);

    assertBackoff(backoffs(rig));
    proxy.heal();
    Wire.soon().until(() -> proxy.open() == 1 && rig.link().isUp());
  }

  /** FAULTS W15. */
  @Test
  void waitsLongerAndLongerForAChargerThatRefuses() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    proxy.refuse();
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE).speed(SPEED));

    Wire.within(Duration.ofSeconds(30)).until(() -> backoffs(rig).size() >= 30);

    assertBackoff(backoffs(rig));
    assertThat(rig.tally().connections()).isZero();
    proxy.heal();
    Wire.soon().until(() -> rig.tally().connections() == 1);
  }

  /** FAULTS W15. */
  @Test
  void givesUpWaitingForAPortThatLetsNobodyIn() throws IOException {
    try (CrowdedPort crowded = new CrowdedPort()) {
      List<String> failures = new CopyOnWriteArrayList<>();
      Rig rig =
          WIRE.rig(
              LoopbackPort.HOST,
              crowded.port(),
              WIRE.options()
                  .linkOnly()
                  .dialer(real -> (at, closed) -> told(real.dial(at, closed), failures)));
      Wire.soon().until(() -> failures.size() == 1);
      int threads = Thread.getAllStackTraces().size();
      Wire.soon().until(() -> failures.size() == 3);

      assertThat(failures).allMatch(why -> why.contains("timed out"));
      assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo(threads);
      crowded.letIn();
      Wire.soon().until(() -> rig.link().isUp());
    }
  }

  private static CompletionStage<ModbusDialer.Socket> told(
      CompletionStage<ModbusDialer.Socket> dialled, List<String> failures) {
    return dialled.whenComplete(
        (connection, failure) -> {
          if (failure != null) {
            failures.add(failure.getMessage());
          }
        });
  }

  @Test
  void startsOverWithShortWaitsOnceTheChargerAnswered() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    proxy.refuse();
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE).speed(SPEED));
    Wire.soon().until(() -> backoffs(rig).size() >= 10);
    proxy.heal();
    Wire.soon().until(() -> rig.link().isUp() && proxy.open() == 1);
    int waits = backoffs(rig).size();

    proxy.reset();
    Wire.soon().until(() -> backoffs(rig).size() > waits);
    Wire.soon().until(() -> rig.link().isUp() && proxy.open() == 1);
    assertThat(backoffs(rig).get(waits)).as("connected is not answered").isGreaterThan(LONG);
    int more = backoffs(rig).size();
    assertThat(rig.ask(new ModbusRequest.Read(255, 3, 1, 1)).join().valid()).isTrue();
    proxy.reset();

    Wire.soon().until(() -> backoffs(rig).size() > more);
    assertThat(backoffs(rig).get(more)).isLessThanOrEqualTo(500_000_000L);
  }

  /** FAULTS W14. */
  @Test
  void isNeverStuckWithAConnectionThatIsDead() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    Rig rig = WIRE.rig(proxy, WIRE.options().linkOnly().timeout(DEADLINE).speed(SPEED));

    for (int round = 0; round < ROUNDS / 2; round++) {
      proxy.acceptThenReset();
      proxy.reset();
      int accepted = proxy.accepted();
      Wire.soon().until(() -> proxy.accepted() > accepted);
      proxy.heal();
      Wire.soon().until(() -> rig.link().isUp() && proxy.open() == 1);
    }
    assertThat(proxy.most()).isOne();
  }

  @Test
  void noticesALossThatComesBeforeTheConnectionIsTakenOver() {
    FaultProxy proxy = WIRE.proxy(WIRE.charger(Maps.charging()));
    AtomicInteger dialled = new AtomicInteger();
    Rig rig =
        WIRE.rig(
            proxy,
            WIRE.options()
                .linkOnly()
                .dialer(real -> (at, closed) -> dial(real, at, closed, dialled)));
    Wire.soon().until(() -> dialled.get() == 2 && rig.link().isUp());

    assertThat(rig.tally().connections()).as("connections taken over").isOne();
    Wire.soon().until(() -> proxy.accepted() == 2 && proxy.open() == 1);
  }

  /**
   * The first connection is lost in the moment between its opening and the link's hearing of it.
   */
  private static CompletionStage<ModbusDialer.Socket> dial(
      ModbusDialer real,
      ModbusDialer.Endpoint at,
      Consumer<ModbusDialer.Close> closed,
      AtomicInteger dialled) {
    CompletionStage<ModbusDialer.Socket> opened = real.dial(at, closed);
    if (dialled.incrementAndGet() > 1) {
      return opened;
    }
    CompletableFuture<ModbusDialer.Socket> told = new CompletableFuture<>();
    opened.thenAccept(
        connection -> {
          closed.accept(new ModbusDialer.Close(false, "reset by peer"));
          told.complete(connection);
        });
    return told;
  }

  /** The waits between dials; the link's other timer is the deadline of a request. */
  private static List<Long> backoffs(Rig rig) {
    return ((FastClock) rig.scheduler())
        .waits().stream().filter(wait -> wait != DEADLINE.toNanos()).toList();
  }

  private static void assertBackoff(List<Long> waits) {
    for (int i = 0; i < waits.size(); i++) {
      long ceiling = Math.min(30_000, 500L << Math.min(i, 10)) * 1_000_000;
      assertThat(waits.get(i)).as("wait %d", i).isBetween(ceiling / 2, ceiling);
    }
    List<Long> longest = waits.subList(7, waits.size());
    assertThat(new HashSet<>(longest)).as("jitter").hasSizeGreaterThan(longest.size() / 2);
  }
}

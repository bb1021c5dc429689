package io.ampwire.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.link.ModbusConnection;
import io.ampwire.link.ModbusLink;
import io.ampwire.link.ModbusRequest;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.WordOrder;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More requests on one connection than there are transaction ids. */
@Timeout(60)
class TransactionWrapTest {
  @RegisterExtension static final Wire WIRE = new Wire();

  private static final int REQUESTS = 66_000;
  private static final int REGISTERS = 997;

  /** FAULTS W21. */
  @Test
  void eachAnswerBelongsToItsRequestBeyondTheLastTransactionId() {
    RegisterImage image = new RegisterImage(WordOrder.HIGH_WORD_FIRST);
    for (int address = 0; address < REGISTERS; address++) {
      image.putU16(address, address * 31 & 0xFFFF);
    }
    ModbusServer charger = WIRE.charger(RegisterDevice.keeping(image));
    Rig rig = WIRE.rig(charger, WIRE.options().linkOnly().timeout(Duration.ofSeconds(10)));
    Wire.soon().until(() -> rig.tally().connections() == 1);

    CompletableFuture<Integer> done = new CompletableFuture<>();
    rig.scheduler().execute(() -> ask(rig.link(), 0, done));

    assertThat(done.orTimeout(50, TimeUnit.SECONDS).join()).isEqualTo(REQUESTS);
    assertThat(charger.requests()).isEqualTo(REQUESTS);
    assertThat(rig.tally().connections()).isOne();
  }

  /** Asks one register after the other; ends with the number of right answers. */
  private static void ask(ModbusLink link, int number, CompletableFuture<Integer> done) {
    if (number == REQUESTS) {
      done.complete(number);
      return;
    }
    int address = number % REGISTERS;
    link.request(ModbusConnection.Priority.POLL, new ModbusRequest.Read(255, 3, address, 1))
        .thenAccept(
            answer -> {
              boolean right =
                  answer instanceof ModbusResponse.Registers registers
                      && Frames.word(registers.bytes(), 0) == (address * 31 & 0xFFFF);
              if (right) {
                ask(link, number + 1, done);
              } else {
                done.complete(number);
              }
            });
  }
}

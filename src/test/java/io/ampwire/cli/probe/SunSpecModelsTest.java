package io.ampwire.cli.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.cli.Commands;
import io.ampwire.demo.ModbusServer;
import io.ampwire.demo.RegisterDevice;
import io.ampwire.demo.RegisterImage;
import io.ampwire.demo.ServerOptions;
import io.ampwire.link.ModbusResponse;
import io.ampwire.map.WordOrder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices with a chain of models, as the specification lays it out. */
class SunSpecModelsTest {
  /** Common model (1, 66 registers), three-phase meter (203, 105 registers), end. */
  private static RegisterImage device(int base) {
    return new RegisterImage(WordOrder.HIGH_WORD_FIRST)
        .reserve(base, base + 200)
        .putU16(base, 0x5375)
        .putU16(base + 1, 0x6E53)
        .putU16(base + 2, 1)
        .putU16(base + 3, 66)
        .putU16(base + 70, 203)
        .putU16(base + 71, 105)
        .putU16(base + 177, 0xFFFF)
        .putU16(base + 178, 0);
  }

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40_000, 50_000})
  void the_probe_lists_the_models_with_their_addresses(int base) {
    Vertx vertx = Vertx.vertx();
    StringWriter out = new StringWriter();
    try {
      ModbusServer server =
          new ModbusServer(
              vertx,
              "127.0.0.1",
              0,
              RegisterDevice.keeping(device(base)),
              ServerOptions.defaults());
      get(server.start());

      Commands.commands(new PrintWriter(out, true), new PrintWriter(new StringWriter(), true))
          .execute("probe", "--host", "127.0.0.1", "--port", "" + server.port(), "--unit", "1");
    } finally {
      get(vertx.close());
    }

    assertThat(out.toString().lines())
        .contains(
            "SunSpec at unit 1:",
            "  model 1 at " + (base + 2) + ", 66 registers from " + (base + 4),
            "  model 203 at " + (base + 70) + ", 105 registers from " + (base + 72));
  }

  @Test
  void a_chain_without_an_end_costs_a_bounded_number_of_reads() {
    AtomicInteger reads = new AtomicInteger();

    SunSpecModels models =
        new SunSpecModels(
            request -> {
              boolean first = reads.getAndIncrement() == 0;
              return new ModbusResponse.Registers(
                  first ? new byte[] {0x53, 0x75, 0x6E, 0x53} : new byte[] {0, 1, 0, 0});
            },
            1);

    assertThat(models.discover()).hasSize(64);
    assertThat(reads).hasValueLessThan(70);
  }

  @Test
  void another_device_has_no_models() {
    assertThat(new SunSpecModels(request -> new ModbusResponse.Refused(2), 1).discover()).isEmpty();
    assertThat(
            new SunSpecModels(request -> new ModbusResponse.Registers(new byte[4]), 1).discover())
        .isEmpty();
  }
}

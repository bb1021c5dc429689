package io.ampwire.fuzz;

import io.ampwire.format.CommandFuzz;
import io.ampwire.format.InventoryFuzz;
import io.ampwire.format.MapFuzz;
import io.ampwire.format.ProbeFuzz;
import io.ampwire.format.TableFuzz;
import io.ampwire.modbus.FrameFuzz;
import io.ampwire.mqtt.BrokerFuzz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Every reader of what others wrote. Inputs that were worth keeping are in {@code
 * src/test/resources/fuzz}, a folder for each.
 */
enum Target {
  FRAME(FrameFuzz.class, FrameFuzz::fuzzerTestOneInput, 1024),
  COMMAND(CommandFuzz.class, CommandFuzz::fuzzerTestOneInput, 512),
  BROKER(BrokerFuzz.class, BrokerFuzz::fuzzerTestOneInput, 512),
  MARK(ProbeFuzz.class, ProbeFuzz::fuzzerTestOneInput, 128),
  INVENTORY(InventoryFuzz.class, InventoryFuzz::fuzzerTestOneInput, 4096),
  MAP(MapFuzz.class, MapFuzz::fuzzerTestOneInput, 16384),
  TABLE(TableFuzz.class, TableFuzz::fuzzerTestOneInput, 4096);

  private final Class<?> type;
  private final Consumer<byte[]> reader;
  private final int longest;

  Target(Class<?> type, Consumer<byte[]> reader, int longest) {
    this.type = type;
    this.reader = reader;
    this.longest = longest;
  }

  Class<?> type() {
    return type;
  }

  /** Bytes of an input at most. */
  int longest() {
    return longest;
  }

  void run(byte[] input) {
    reader.accept(input);
  }

  Path seeds() {
    return Path.of("src/test/resources/fuzz", name().toLowerCase(Locale.ROOT));
  }

  List<Path> inputs() {
    try (Stream<Path> files = Files.list(seeds())) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.ampwire.system;

import java.io.IOException;
import java.util.List;

/** Which of the machine's processors a process may use, set by {@code taskset} of util-linux. */
final class Processors {
  /** A command that runs what follows it on the first processor. */
  static final List<String> FIRST = List.of(Programs.require("taskset"), "-c", "0");

  private Processors() {}

  /** Leaves the process the first processor. */
  static void first(long pid) {
    pin("0", pid);
  }

  /** Leaves the processes all processors but the first. */
  static void others(long... pids) {
    for (long pid : pids) {
      pin("1-" + (Runtime.getRuntime().availableProcessors() - 1), pid);
    }
  }

  private static void pin(String processors, long pid) {
    try {
      Process taskset =
          new ProcessBuilder(
                  Programs.require("taskset"), "-a", "-c", "-p", processors, Long.toString(pid))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (taskset.waitFor() != 0) {
        throw new IllegalStateException("taskset " + processors + " refuses process " + pid);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

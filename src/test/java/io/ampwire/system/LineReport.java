package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;

/** Figures of a shared line, and what must hold for it. */
final class LineReport {
  private LineReport() {}

  static void print(String name, SharedLine line) {
    List<Long> gaps = line.lifebitGaps();
    System.out.printf(
        "%s: %d values, %d mixed up, fewest documents %d, failures %d, offline %d,"
            + " %d requests, line busy %.0f %%, longest request %d ms,"
            + " lifebit gaps ms median %d p99 %d p99.9 %d max %d of %d%n",
        name,
        line.seen().valuesSeen(),
        line.seen().mixedUp().size(),
        line.seen().fewestDocuments(),
        line.seen().failures().size(),
        line.seen().timesOffline(),
        line.seen().requests(),
        100 * line.load(),
        line.seen().longest(),
        at(gaps, 0.5),
        at(gaps, 0.99),
        at(gaps, 0.999),
        at(gaps, 1),
        gaps.size());
    if (!line.seen().failures().isEmpty()) {
      System.out.println(
          line.seen().failures().stream()
              .collect(Collectors.groupingBy(why -> why, Collectors.counting())));
    }
  }

  /**
   * Each charger says only its own values, and each device is written only its own.
   *
   * @param longestGap between two lifebits of a device, ms
   */
  static void assertRight(SharedLine line, int units, long longestGap) {
    assertThat(line.seen().chargers()).isEqualTo(units);
    assertThat(line.seen().mixedUp()).isEmpty();
    assertThat(line.seen().timesOffline()).isZero();
    assertThat(line.writes())
        .allMatch(
            write ->
                switch (write.kind() + " " + write.address()) {
                  case "register 0" -> write.value() == SharedLine.setPoint(write.unit());
                  case "register 1" -> write.value() == 1;
                  case "coil " + SharedLine.RELEASE ->
                      write.value() == SharedLine.release(write.unit());
                  default -> false;
                });
    assertThat(line.writes().stream().filter(write -> write.kind().equals("coil"))).hasSize(units);
    List<Long> gaps = line.lifebitGaps();
    assertThat(gaps).isNotEmpty();
    assertThat(gaps.get(gaps.size() - 1)).isLessThanOrEqualTo(longestGap);
  }

  private static long at(List<Long> ascending, double part) {
    return ascending.isEmpty()
        ? -1
        : ascending.get((int) Math.min(ascending.size() - 1L, Math.round(part * ascending.size())));
  }
}

package io.ampwire.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ampwire.bench.BenchFleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How long the birth certificates of a fleet take, from the request to the last one at a host
 * application: a benchmark, run by {@code mvn -Pbench verify}.
 */
class SparkplugBench {
  private static final int CHARGERS = Integer.getInteger("bench.chargers", 500);
  private static final Duration LONGEST = Duration.ofSeconds(5);

  @RegisterExtension final Rig rig = new Rig();

  @Test
  void howLongTheBirthsOfAFleetTake() {
    int port = Ports.free();
    rig.keep(BenchFleet.start(CHARGERS, port));
    Mosquitto broker = rig.broker().start();
    SparkplugHost host = rig.keep(new SparkplugHost(broker.port()));
    rig.bridge(broker)
        .set("ampwire.sparkplug.enabled", "true")
        .set("ampwire.sparkplug.group-id", "plant")
        .file("ampwire.inventory", "inventory.yaml", BenchFleet.inventory(CHARGERS, port))
        .start();
    await("all chargers are born")
        .atMost(Duration.ofSeconds(90))
        .until(() -> host.all("DBIRTH").size() >= CHARGERS);
    int born = host.all("DBIRTH").size();
    int nodes = host.all("NBIRTH").size();

    long begun = System.nanoTime();
    host.command(
        "spBv1.0/plant/NCMD/bridge",
        "{\"metrics\":[{\"name\":\"Node Control/Rebirth\",\"type\":\"Boolean\",\"value\":true}]}");
    await("all are born again")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> host.all("DBIRTH").size() >= born + CHARGERS);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(host.all("NBIRTH")).hasSize(nodes + 1);
    System.out.printf("sparkplug: %d births in %d ms%n", CHARGERS, took.toMillis());
    assertThat(took).isLessThan(LONGEST);
  }
}

package io.ampwire.app;

import io.ampwire.fuzz.HttpImportFuzz;
import io.ampwire.http.server.ManagementServer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Two hundred inputs of the fuzz of the import over HTTP in every build; {@code HttpImportSoak} is
 * the long run.
 */
@QuarkusTest
@TestProfile(DemoProfile.Impatient.class)
class HttpImportFuzzTest {
  private static final int INPUTS = 200;

  /** Inputs that found something: answers with 500, or with a body where none is. */
  private static final long[] FOUND = {
    1_678, 501_044, 502_856, 1_002_240, 1_009_360, 1_013_075, 1_066_669
  };

  /** At most two imports are read at once, so that more senders are refused. */
  private static final int SENDERS = 4;

  @TestHTTPResource URI root;
  @Inject ManagementServer management;

  /** FAULTS H15. */
  @Test
  void whatever_is_sent_is_answered_or_the_connection_closed_and_the_next_table_is_imported()
      throws Exception {
    HttpImportFuzz fuzz = new HttpImportFuzz(root.getPort(), management.port());
    ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    try {
      List<? extends Future<?>> sent =
          LongStream.concat(LongStream.of(FOUND), LongStream.range(0, INPUTS))
              .mapToObj(seed -> senders.submit(() -> fuzz.run(seed)))
              .toList();
      for (Future<?> one : sent) {
        one.get(60, TimeUnit.SECONDS);
      }
    } finally {
      senders.shutdownNow();
    }
    fuzz.assertServes();
  }
}

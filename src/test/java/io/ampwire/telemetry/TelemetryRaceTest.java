package io.ampwire.telemetry;

import static io.ampwire.telemetry.RecordingPublisher.BAY_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.Scheduler;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A lane, the broker's connection and its marks, each on a thread of its own. */
@Timeout(60)
class TelemetryRaceTest {
  private static final int ROUNDS = 30_000;

  private final RecordingPublisher wire = new RecordingPublisher();
  private final FakeJournal journal = new FakeJournal();
  private final OneThread thread = new OneThread();
  private final Outbox outbox = new Outbox(wire, journal, thread, RecordingPublisher.settings());
  private final Telemetry telemetry = new Telemetry(outbox);

  @Test
  void no_older_state_or_status_ever_follows_a_newer_one_and_nothing_locks_up() throws Exception {
    outbox.connected();
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Callable<Void>> work = List.of(this::lane, this::reconnects, this::reader);
      for (Future<Void> done : threads.invokeAll(work, 50, TimeUnit.SECONDS)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
    thread.drain();
    for (int before = -1; before < wire.documents().size(); ) {
      before = wire.documents().size();
      wire.answer(outbox);
      thread.drain();
    }
    List<Document.State> states = wire.states();
    for (int i = 1; i < states.size(); i++) {
      assertThat(states.get(i).seq()).isGreaterThanOrEqualTo(states.get(i - 1).seq());
      assertThat(states.get(i).snapshot().ts())
          .isGreaterThanOrEqualTo(states.get(i - 1).snapshot().ts());
    }
    Stream<Document.Availability> told =
        wire.documents().stream()
            .filter(Document.Availability.class::isInstance)
            .map(Document.Availability.class::cast);
    assertThat(told.reduce((a, b) -> b).orElseThrow().online())
        .isEqualTo(telemetry.current(BAY_1).online().orElseThrow());
  }

  /** The outbox's own thread. */
  private static final class OneThread implements Scheduler {
    private final ExecutorService thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task);
              made.setDaemon(true);
              return made;
            });

    /** Waits until the thread has run every task that it has so far. */
    private void drain() throws Exception {
      thread.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }

    @Override
    public long nanos() {
      return 1;
    }

    @Override
    public long wallMillis() {
      return 1;
    }

    @Override
    public void execute(Runnable task) {
      thread.execute(task);
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
      throw new UnsupportedOperationException("no task of this test waits");
    }
  }

  private Void lane() {
    for (int i = 1; i <= ROUNDS; i++) {
      telemetry.state(BAY_1, RecordingPublisher.snapshot(i));
      telemetry.availability(BAY_1, i % 2 == 0);
    }
    return null;
  }

  private Void reconnects() {
    for (int i = 0; i < ROUNDS / 3; i++) {
      if (i % 50 == 0) {
        outbox.disconnected();
        outbox.connected();
      }
      wire.answer(outbox);
    }
    return null;
  }

  private Void reader() {
    for (int i = 0; i < ROUNDS; i++) {
      telemetry.current(BAY_1);
      outbox.nacked();
    }
    return null;
  }
}

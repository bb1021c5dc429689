package io.ampwire.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ampwire.link.ManualScheduler;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacedPublisherTest {
  private static final int PER_SECOND = 10;

  private final ManualScheduler scheduler = new ManualScheduler();
  private final RecordingPublisher wire = new RecordingPublisher();
  private final PacedPublisher paced = new PacedPublisher(wire, scheduler, PER_SECOND);

  private CompletionStage<Void> publish(int number) {
    return paced.prepare(new Document.Probe(Integer.toString(number))).send();
  }

  private List<Long> sent() {
    return wire.probes().stream().map(probe -> Long.parseLong(probe.token())).toList();
  }

  @Test
  void what_comes_slowly_enough_is_handed_on_at_once() {
    for (int i = 0; i < 5; i++) {
      publish(i);
      assertThat(wire.probes()).hasSize(i + 1);
      scheduler.advance(1000 / PER_SECOND);
    }
  }

  @Test
  void a_burst_goes_out_at_the_pace_and_in_its_order() {
    IntStream.range(0, 25).forEach(this::publish);
    assertThat(sent()).containsExactly(0L);

    scheduler.advance(1000);
    assertThat(sent()).hasSize(1 + PER_SECOND);

    scheduler.advance(2000);
    assertThat(sent())
        .containsExactlyElementsOf(IntStream.range(0, 25).asLongStream().boxed().toList());
  }

  @Test
  void nothing_overtakes_what_waits() {
    publish(0);
    publish(1);
    scheduler.advance(1000 / PER_SECOND);
    publish(2);
    publish(3);

    scheduler.advance(1000);

    assertThat(sent()).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void who_waited_hears_that_it_was_refused() {
    publish(0);
    CompletionStage<Void> second = publish(1);
    assertThat(second.toCompletableFuture()).isNotDone();
    wire.refuse();

    scheduler.advance(1000);

    assertThat(second.toCompletableFuture()).isCompletedExceptionally();
  }

  @Test
  void with_a_small_window_no_more_than_that_is_ahead_of_the_proof() {
    Outbox outbox =
        new Outbox(
            wire,
            new FakeJournal(),
            new InlineScheduler(scheduler),
            new Outbox.Settings("b", new Random(1), 1_000_000_000L, 64));
    outbox.connected();
    for (int i = 0; i < 100; i++) {
      outbox.offer(new Document.Availability(RecordingPublisher.BAY_1, i % 2 == 0));
    }

    assertThat(wire.documents()).hasSize(64);
    wire.answer(outbox);
    assertThat(wire.documents()).hasSize(100);
  }
}

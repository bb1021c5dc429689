package io.ampwire.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestDeadlineTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final ManualScheduler scheduler = new ManualScheduler();
  private int missed;
  private final RequestDeadline deadline = new RequestDeadline(scheduler, () -> missed++);

  @Test
  void an_answer_that_does_not_come_is_missed_at_its_time_and_once() {
    deadline.begin(scheduler.nanos(), SECOND);
    scheduler.advance(999);
    assertThat(missed).isZero();
    scheduler.advance(1);
    assertThat(missed).isOne();
    scheduler.advance(10_000);
    assertThat(missed).isOne();
  }

  @Test
  void a_later_request_has_all_of_its_time() {
    deadline.begin(scheduler.nanos(), SECOND);
    scheduler.advance(900);
    deadline.end();
    deadline.begin(scheduler.nanos(), SECOND);
    scheduler.advance(999);
    assertThat(missed).isZero();
    scheduler.advance(1);
    assertThat(missed).isOne();
  }

  @Test
  void a_request_with_less_time_is_missed_at_its_own_time() {
    deadline.begin(scheduler.nanos(), SECOND);
    deadline.end();
    deadline.begin(scheduler.nanos(), SECOND / 2);
    scheduler.advance(499);
    assertThat(missed).isZero();
    scheduler.advance(1);
    assertThat(missed).isOne();
  }

  @Test
  void many_requests_that_are_answered_share_one_timer() {
    for (int i = 0; i < 100; i++) {
      deadline.begin(scheduler.nanos(), SECOND);
      scheduler.advance(1);
      deadline.end();
    }
    assertThat(scheduler.pending()).isOne();
    scheduler.advance(10_000);
    assertThat(missed).isZero();
    assertThat(scheduler.pending()).isZero();
  }
}

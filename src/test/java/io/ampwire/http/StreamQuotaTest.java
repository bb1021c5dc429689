package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.ServiceUnavailableException;
import org.junit.jupiter.api.Test;

class StreamQuotaTest {
  private final StreamQuota quota = new StreamQuota();

  private static StreamOwner viewer(int number) {
    return new StreamOwner("viewer-" + number, false);
  }

  /** FAULTS H04. */
  @Test
  void one_viewer_cannot_take_the_streams_of_others() {
    for (int i = 0; i < StreamQuota.PER_OWNER; i++) {
      quota.take(viewer(0));
    }

    assertThatThrownBy(() -> quota.take(viewer(0)))
        .isInstanceOf(ServiceUnavailableException.class)
        .hasMessageContaining("you have");
    assertThatCode(() -> quota.take(viewer(1))).doesNotThrowAnyException();
  }

  /** FAULTS H04. */
  @Test
  void all_viewers_together_leave_places_for_operators() {
    for (int i = 0; i < StreamQuota.VIEWERS; i++) {
      quota.take(viewer(i));
    }

    assertThatThrownBy(() -> quota.take(viewer(StreamQuota.VIEWERS)))
        .isInstanceOf(ServiceUnavailableException.class);
    assertThatCode(() -> quota.take(new StreamOwner("alice", true))).doesNotThrowAnyException();
  }

  @Test
  void a_stream_that_ends_gives_its_place_back() {
    for (int i = 0; i < StreamQuota.PER_OWNER; i++) {
      quota.take(viewer(0));
    }
    quota.release(viewer(0));

    assertThatCode(() -> quota.take(viewer(0))).doesNotThrowAnyException();
  }
}

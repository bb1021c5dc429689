package io.ampwire.ownership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousHashTest {
  private static final List<String> THREE = List.of("pod-a", "pod-b", "pod-c");

  @Test
  void a_member_that_joins_takes_shards_and_moves_none_between_the_others() {
    List<String> four = List.of("pod-d", "pod-c", "pod-b", "pod-a");

    assertThat(IntStream.range(0, 64))
        .allSatisfy(
            shard ->
                assertThat(RendezvousHash.of(shard, four).orElseThrow())
                    .isIn(RendezvousHash.of(shard, THREE).orElseThrow(), "pod-d"));
    assertThat(IntStream.range(0, 64).mapToObj(s -> RendezvousHash.of(s, four).orElseThrow()))
        .contains("pod-d");
  }

  @Test
  void nobody_is_preferred_among_nobody() {
    assertThat(RendezvousHash.of(0, List.of())).isEmpty();
  }
}

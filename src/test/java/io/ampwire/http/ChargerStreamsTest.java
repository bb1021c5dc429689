package io.ampwire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class ChargerStreamsTest {
  private static final StreamOwner OWNER = new StreamOwner("bob", false);

  private final FakeViews views = new FakeViews();
  private final ChargerStreams streams = new ChargerStreams(views, views, new ApiExecutor());
  private final Client client = new Client();

  @Test
  void a_slow_client_gets_the_newest_state_and_not_those_it_missed() {
    streams.charger("bay-01", OWNER).subscribe().withSubscriber(client);
    client.takes(1);
    await().until(() -> client.got.size() == 1);

    for (int i = 0; i < 1000; i++) {
      views.change("bay-01");
    }
    client.takes(2);

    await().until(() -> client.got.contains("bay-01 v1000"));
    assertThat(client.got).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void a_client_that_leaves_is_forgotten() {
    streams.fleet(OWNER).subscribe().withSubscriber(client);
    client.takes(1);
    await().until(() -> client.got.size() == 1);
    assertThat(views.watchers()).isOne();

    client.leaves();

    await().until(() -> views.watchers() == 0);
  }

  @Test
  void the_stream_of_a_charger_ends_when_it_leaves_the_inventory() {
    streams.charger("bay-01", OWNER).subscribe().withSubscriber(client);
    client.takes(100);
    await().until(() -> client.got.size() == 1);

    views.inventory("bay-02");
    views.change("bay-01");

    await().until(() -> client.ended);
    await().until(() -> views.watchers() == 0);
  }

  /** Takes events only as fast as it is told to. */
  private static final class Client implements Flow.Subscriber<SseEvent> {
    private final List<String> got = new CopyOnWriteArrayList<>();
    private volatile Flow.Subscription subscription;
    private volatile boolean ended;

    void takes(long count) {
      subscription.request(count);
    }

    void leaves() {
      subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(SseEvent event) {
      got.add(new String(event.data(), StandardCharsets.UTF_8));
    }

    @Override
    public void onError(Throwable failure) {
      got.add("failed: " + failure);
    }

    @Override
    public void onComplete() {
      ended = true;
    }
  }
}

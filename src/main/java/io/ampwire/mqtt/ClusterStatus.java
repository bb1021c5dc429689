package io.ampwire.mqtt;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/**
 * Publisher of the status of a bridge that consists of several processes. One of them publishes it
 * through a separate connection, so that the broker publishes {@code offline} when that process
 * dies. All members use the same client id. Before a broker accepts the next member, it ends the
 * connection of the previous one and publishes its last will, so the final message is the next
 * member's {@code online}.
 */
public final class ClusterStatus {
  private static final int AGAIN_MILLIS = 1_000;
  private static final Duration ANSWER = Duration.ofSeconds(7);

  private final Vertx vertx;
  private final Context loop;
  private final ConnectOptions options;
  private final VersionNegotiation versions;
  private final String topic;
  private Optional<MqttConnection> connection = Optional.empty();
  private boolean kept;
  private int generation;

  public ClusterStatus(Vertx vertx, BrokerSettings settings, String clientId, Topics topics) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.topic = topics.common();
    this.options = new ConnectOptions(settings, clientId, topic);
    this.versions = new VersionNegotiation(settings.protocol().version());
  }

  /** From now on this process publishes that the bridge is online. */
  public void keep() {
    loop.runOnContext(
        nothing -> {
          if (!kept) {
            kept = true;
            open();
          }
        });
  }

  /** Publishes {@code offline} and leaves the status to the next member. */
  public void leave() {
    loop.runOnContext(
        nothing -> {
          kept = false;
          generation++;
          connection.ifPresent(
              open -> publish(open, "offline").onComplete(any -> open.disconnect()));
          connection = Optional.empty();
        });
  }

  private void open() {
    int mine = ++generation;
    ProtocolVersion version = versions.next();
    vertx
        .executeBlocking(() -> options.read(version))
        .onFailure(unreadable -> again(mine))
        .onSuccess(request -> connect(mine, request));
  }

  private void connect(int mine, ConnectOptions.Request request) {
    if (mine != generation) {
      return;
    }
    MqttConnection.Attempt attempt = MqttConnection.open(vertx, request, new Receiver(mine));
    long timer = vertx.setTimer(ANSWER.toMillis(), late -> attempt.abandon(new TimeoutException()));
    attempt
        .opened()
        .onComplete(any -> vertx.cancelTimer(timer))
        .onSuccess(fresh -> connected(mine, fresh))
        .onFailure(
            cause -> {
              if (versions.failed(request.version(), cause) && mine == generation) {
                open();
              } else {
                again(mine);
              }
            });
  }

  private final class Receiver implements MqttConnection.Receiver {
    private final int mine;

    private Receiver(int mine) {
      this.mine = mine;
    }

    @Override
    public void received(ReceivedMessage message) {
      // This connection has no subscriptions.
    }

    @Override
    public void ended(Throwable cause) {
      again(mine);
    }
  }

  private void connected(int mine, MqttConnection fresh) {
    if (mine == generation) {
      versions.accepted();
      connection = Optional.of(fresh);
      publish(fresh, "online");
    } else {
      fresh.disconnect();
    }
  }

  private Future<Void> publish(MqttConnection open, String word) {
    return open.publish(
        topic, word.getBytes(StandardCharsets.UTF_8), true, OutgoingProperties.NONE);
  }

  private void again(int mine) {
    if (mine == generation && kept) {
      generation++;
      connection = Optional.empty();
      long wait = AGAIN_MILLIS + ThreadLocalRandom.current().nextInt(AGAIN_MILLIS);
      vertx.setTimer(wait, fired -> reopen());
    }
  }

  private void reopen() {
    if (kept && connection.isEmpty()) {
      open();
    }
  }
}

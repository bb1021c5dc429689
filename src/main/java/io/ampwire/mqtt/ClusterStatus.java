package io.ampwire.mqtt;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The status of a bridge that several processes are together, kept by one of them through a
 * connection of its own: when that process dies, the broker itself says {@code offline}. The client
 * id is the same on all members. So a broker that has not noticed yet that the one before is dead
 * ends its connection, and says its last will, before it lets the next one in that says {@code
 * online}: whoever speaks last is the one who keeps it.
 */
public final class ClusterStatus {
  private static final int AGAIN_MILLIS = 1_000;

  private final Vertx vertx;
  private final Context loop;
  private final ConnectOptions options;
  private final String clientId;
  private final String topic;
  private Optional<MqttClient> client = Optional.empty();
  private boolean kept;
  private int generation;

  public ClusterStatus(Vertx vertx, ConnectOptions options, String clientId, Topics topics) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.options = options;
    this.clientId = clientId;
    this.topic = topics.common();
  }

  /** From now on this process says that the bridge is there. */
  public void keep() {
    loop.runOnContext(
        nothing -> {
          if (!kept) {
            kept = true;
            open();
          }
        });
  }

  /** Says {@code offline}, and leaves it to the next one to say otherwise. */
  public void leave() {
    loop.runOnContext(
        nothing -> {
          kept = false;
          generation++;
          client
              .filter(MqttClient::isConnected)
              .ifPresent(open -> say(open, "offline", () -> open.disconnect()));
          client = Optional.empty();
        });
  }

  private void open() {
    int mine = ++generation;
    vertx
        .executeBlocking(() -> options.read(clientId, topic))
        .onFailure(unreadable -> again(mine))
        .onSuccess(read -> connect(mine, read));
  }

  private void connect(int mine, MqttClientOptions read) {
    if (mine != generation) {
      return;
    }
    MqttClient fresh = MqttClient.create(vertx, read);
    client = Optional.of(fresh);
    fresh.closeHandler(closed -> again(mine));
    fresh
        .connect(options.port(), options.host(), options.host())
        .onFailure(cause -> again(mine))
        .onSuccess(accepted -> connected(mine, fresh));
  }

  private void connected(int mine, MqttClient fresh) {
    if (mine == generation) {
      say(fresh, "online", () -> {});
    } else {
      fresh.disconnect();
    }
  }

  private void say(MqttClient open, String word, Runnable said) {
    open.publish(topic, Buffer.buffer(word), MqttQoS.AT_LEAST_ONCE, false, true)
        .onComplete(written -> said.run());
  }

  private void again(int mine) {
    if (mine == generation && kept) {
      generation++;
      long wait = AGAIN_MILLIS + ThreadLocalRandom.current().nextInt(AGAIN_MILLIS);
      vertx.setTimer(wait, fired -> reopen());
    }
  }

  private void reopen() {
    if (kept) {
      open();
    }
  }
}

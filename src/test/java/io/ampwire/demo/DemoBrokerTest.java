package io.ampwire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DemoBrokerTest {

  private static <T> T get(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(3, TimeUnit.SECONDS).join();
  }

  @Test
  void twoThatWantTheSamePortTakeDifferentOnesAndBothServe() throws Exception {
    DemoBroker first = new DemoBroker();
    DemoBroker second = new DemoBroker();
    Vertx vertx = Vertx.vertx();
    try {
      int port = first.start(0);
      int next = second.start(port);

      assertThat(next).isBetween(port + 1, port + 50);
      greetsBack(vertx, port);
      greetsBack(vertx, next);
      assertThatThrownBy(() -> first.start(0)).isInstanceOf(IllegalStateException.class);
    } finally {
      get(vertx.close());
      CompletableFuture<Void> stopping = CompletableFuture.runAsync(second::stop);
      first.stop();
      stopping.join();
      first.stop();
    }
  }

  /** Tries again: now and then Moquette drops a client that subscribes at once after connecting. */
  private static void greetsBack(Vertx vertx, int port) {
    await().ignoreExceptions().until(() -> roundTrip(vertx, port).equals("hello"));
  }

  private static String roundTrip(Vertx vertx, int port) throws Exception {
    MqttClient client = MqttClient.create(vertx, new MqttClientOptions().setClientId(""));
    CompletableFuture<String> heard = new CompletableFuture<>();
    client.publishHandler(message -> heard.complete(message.payload().toString()));
    get(client.connect(port, "127.0.0.1"));
    get(client.subscribe("a/b", 1));
    get(client.publish("a/b", Buffer.buffer("hello"), MqttQoS.AT_LEAST_ONCE, false, false));
    String said = heard.get(3, TimeUnit.SECONDS);
    get(client.disconnect());
    return said;
  }
}

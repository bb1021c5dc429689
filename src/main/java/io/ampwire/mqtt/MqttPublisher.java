package io.ampwire.mqtt;

import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.Publisher;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.reactive.messaging.mqtt.SendingMqttMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Documents and probes leave through one emitter, so that none overtakes another. The outbox keeps
 * less ahead than the buffer here holds.
 */
@ApplicationScoped
public class MqttPublisher implements Publisher {
  private final Emitter<byte[]> emitter;
  private final Topics topics;
  private final DocumentEncoder encoder;

  MqttPublisher(
      @Channel("telemetry") @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = 4096)
          Emitter<byte[]> emitter,
      Topics topics,
      DocumentEncoder encoder) {
    this.emitter = emitter;
    this.topics = topics;
    this.encoder = encoder;
  }

  @Override
  public Packet prepare(Document document) {
    return new Prepared(topics.of(document), document.retained(), encoder.encode(document));
  }

  /** A document with its topic and payload. */
  private final class Prepared implements Packet {
    /** Length of the topic, and packet identifier. */
    private static final int FIELDS = 2 + 2;

    private final String topic;
    private final boolean retained;
    private final byte[] payload;

    private Prepared(String topic, boolean retained, byte[] payload) {
      this.topic = topic;
      this.retained = retained;
      this.payload = payload;
    }

    @Override
    public String topic() {
      return topic;
    }

    @Override
    public int bytes() {
      int rest = FIELDS + topic.getBytes(StandardCharsets.UTF_8).length + payload.length;
      return 1 + lengthBytes(rest) + rest;
    }

    /** Bytes of MQTT's variable length field, 7 bits in each. */
    private static int lengthBytes(int rest) {
      return rest < 1 << 7 ? 1 : rest < 1 << 14 ? 2 : rest < 1 << 21 ? 3 : 4;
    }

    @Override
    public CompletionStage<Void> send() {
      CompletableFuture<Void> written = new CompletableFuture<>();
      Metadata metadata =
          Metadata.of(new SendingMqttMessageMetadata(topic, MqttQoS.AT_LEAST_ONCE, retained));
      Message<byte[]> message =
          Message.of(
              payload,
              metadata,
              () -> {
                written.complete(null);
                return CompletableFuture.completedFuture(null);
              },
              failure -> {
                written.completeExceptionally(failure);
                return CompletableFuture.completedFuture(null);
              });
      try {
        emitter.send(message);
      } catch (RuntimeException refused) {
        // Full, or not connected to its channel: whoever sends must not fail with it.
        written.completeExceptionally(refused);
      }
      return written;
    }
  }
}

package io.ampwire.mqtt;

import io.ampwire.telemetry.Document;
import io.ampwire.telemetry.DocumentEncoder;
import io.ampwire.telemetry.Publisher;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.smallrye.reactive.messaging.mqtt.SendingMqttMessageMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

/**
 * Documents and marks leave through one emitter, so that none overtakes another. The outbox keeps
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
  public CompletionStage<Void> publish(Document document) {
    CompletableFuture<Void> written = new CompletableFuture<>();
    Metadata metadata =
        Metadata.of(
            new SendingMqttMessageMetadata(
                topics.of(document), MqttQoS.AT_LEAST_ONCE, topics.retained(document)));
    Message<byte[]> message =
        Message.of(
            encoder.encode(document),
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

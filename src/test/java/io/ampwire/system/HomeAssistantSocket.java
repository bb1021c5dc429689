package io.ampwire.system;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection to Home Assistant's WebSocket: signs in, asks one question, takes the answer. */
final class HomeAssistantSocket implements WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final StringBuilder parts = new StringBuilder();

  private HomeAssistantSocket() {}

  static JsonNode ask(
      HttpClient client, URI server, String token, String type, Map<String, Object> more) {
    HomeAssistantSocket listener = new HomeAssistantSocket();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(server.resolve("/api/websocket"), listener)
            .orTimeout(20, TimeUnit.SECONDS)
            .join();
    try {
      listener.take("auth_required");
      listener.send(socket, Map.of("type", "auth", "access_token", token));
      listener.take("auth_ok");
      Map<String, Object> question = new TreeMap<>(more);
      question.put("id", 1);
      question.put("type", type);
      listener.send(socket, question);
      JsonNode answer = listener.take("result");
      if (!answer.path("success").asBoolean()) {
        throw new AssertionError(type + ": " + answer);
      }
      return answer.path("result");
    } finally {
      socket.abort();
    }
  }

  private void send(WebSocket socket, Map<String, Object> message) {
    try {
      socket.sendText(JSON.writeValueAsString(message), true).join();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode take(String type) {
    try {
      String text = received.poll(20, TimeUnit.SECONDS);
      JsonNode message = JSON.readTree(text == null ? "{}" : text);
      if (!message.path("type").asText().equals(type)) {
        throw new AssertionError("expected " + type + ", got " + text);
      }
      return message;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
    parts.append(text);
    if (last) {
      received.add(parts.toString());
      parts.setLength(0);
    }
    return WebSocket.Listener.super.onText(socket, text, last);
  }
}

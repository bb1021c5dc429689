package io.ampwire.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolGuardTest {
  private final List<String> requests = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  ProtocolGuardTest() {
    channel.pipeline().addLast("httpDecoder", new HttpRequestDecoder());
    channel.pipeline().addLast("httpEncoder", new HttpResponseEncoder());
    channel.pipeline().addLast("handler", new Server());
    assertThat(ProtocolGuard.install(channel.pipeline(), false)).isTrue();
  }

  /** Notes the requests, and answers when the test says so. */
  private final class Server extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        requests.add(request.uri());
      }
      ReferenceCountUtil.release(message);
    }
  }

  private void send(String text) {
    channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  private void answer() {
    DefaultFullHttpResponse answer =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    answer.headers().set("Content-Length", 0);
    channel.writeOutbound(answer);
  }

  private String answers() {
    StringBuilder all = new StringBuilder();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      all.append(part.toString(StandardCharsets.ISO_8859_1));
      part.release();
    }
    return all.toString();
  }

  /** FAULTS H15. */
  @ParameterizedTest
  @CsvSource({"X/1.1", "HTTP/2.0", "HTTP/1.2", "http/1.1", "HTTP/0.9", "HTTP/"})
  void a_protocol_version_that_is_not_spoken_is_refused_and_never_repeated(String version) {
    send("GET / " + version + "\r\nHost: localhost\r\n\r\n");

    assertThat(answers()).startsWith("HTTP/1.1 400 ");
    assertThat(requests).isEmpty();
    assertThat(channel.isOpen()).isFalse();
  }

  /** FAULTS H15. */
  @Test
  void a_request_that_does_not_wait_for_the_last_answer_is_dropped_and_the_connection_ends() {
    send("GET /first HTTP/1.1\r\n\r\nGET /second HTTP/1.1\r\n\r\nPOST /third HTTP/1.1\r\n");
    assertThat(channel.isOpen()).as("the first is not answered yet").isTrue();

    answer();

    assertThat(answers()).startsWith("HTTP/1.1 200 OK").doesNotContain("400");
    assertThat(channel.isOpen()).isFalse();
    assertThat(requests).containsExactly("/first");
  }

  @Test
  void requests_that_wait_for_their_answers_share_a_connection() {
    for (String path : List.of("/first", "/second", "/third")) {
      send("GET " + path + " HTTP/1.1\r\n\r\n");
      answer();
    }

    assertThat(requests).containsExactly("/first", "/second", "/third");
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void an_interim_answer_is_not_the_answer() {
    send("POST /first HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
    channel.writeOutbound(
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    send("12345GET /second HTTP/1.1\r\n\r\n");
    answer();

    assertThat(requests).containsExactly("/first");
    assertThat(channel.isOpen()).isFalse();
  }

  /** FAULTS H15. */
  @Test
  void what_is_malformed_is_refused_by_its_kind() {
    send("GET /" + "x".repeat(10_000) + " HTTP/1.1\r\n\r\n");
    assertThat(answers()).startsWith("HTTP/1.1 414 ");
    assertThat(channel.isOpen()).isFalse();
  }

  /** FAULTS H15. */
  @Test
  void a_length_that_is_not_a_number_is_refused() {
    send("POST / HTTP/1.1\r\nContent-Length: 0x10\r\n\r\n");
    assertThat(answers()).startsWith("HTTP/1.1 400 ").contains("the request is malformed");
    assertThat(channel.isOpen()).isFalse();
    assertThat(requests).isEmpty();
  }

  /** FAULTS H15. */
  @Test
  void a_refusal_of_head_has_no_body() {
    send("HEAD / HTTP/1.1\r\nContent-Length: 5, 6\r\n\r\n");
    assertThat(answers()).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
    assertThat(channel.isOpen()).isFalse();
  }

  /** FAULTS H15. */
  @Test
  void an_exception_that_nothing_handles_ends_the_connection_without_a_line() {
    channel.pipeline().fireExceptionCaught(new IllegalStateException("of the framework"));

    assertThat(channel.isOpen()).isFalse();
    channel.checkException();
  }
}

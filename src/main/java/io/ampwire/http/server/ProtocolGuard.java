package io.ampwire.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/**
 * Guard of one connection behind the HTTP codec. It answers what is not HTTP/1.0 or HTTP/1.1,
 * passes one request at a time to the server, and ends the connection after the answer when the
 * client pipelines another. Otherwise the framework repeats the client's protocol version in its
 * answer, and logs a stack trace for each malformed request and for each pipelined request of a
 * client that leaves. Runs on the connection's event loop.
 */
final class ProtocolGuard extends ChannelDuplexHandler {
  /** Names of the framework's handlers of a connection that speaks HTTP/1. */
  private static final String ENCODER = "httpEncoder";

  private static final String SERVER = "handler";

  private State state;

  private enum State {
    /** No request is being answered. */
    READY,
    /** The answer to a request is not complete. */
    ANSWERING,
    /** Nothing of the client counts any more; the connection ends after the answer in progress. */
    LAST_ANSWER,
    /** The connection ends. */
    CLOSING
  }

  private ProtocolGuard(State state) {
    this.state = state;
  }

  /**
   * Puts the guard into a pipeline that has the HTTP codec already.
   *
   * @param answering whether the server has a request of this connection
   * @return whether the pipeline has the guard
   */
  static boolean install(ChannelPipeline pipeline, boolean answering) {
    if (pipeline.get(ProtocolGuard.class) != null) {
      return true;
    }
    if (pipeline.get(ENCODER) == null || pipeline.get(SERVER) == null) {
      return false;
    }
    pipeline.addBefore(SERVER, null, new ProtocolGuard(answering ? State.ANSWERING : State.READY));
    pipeline.addLast(new LastResort());
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (state == State.LAST_ANSWER || state == State.CLOSING) {
      ReferenceCountUtil.release(message);
    } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
      ReferenceCountUtil.release(message);
      malformed(context, part);
    } else if (message instanceof HttpRequest request && state == State.ANSWERING) {
      ReferenceCountUtil.release(request);
      state = State.LAST_ANSWER;
    } else if (message instanceof HttpRequest request && !isKnown(request.protocolVersion())) {
      ReferenceCountUtil.release(request);
      refuse(context, request, HttpResponseStatus.BAD_REQUEST, "this server speaks HTTP/1.1");
    } else {
      state = message instanceof HttpRequest ? State.ANSWERING : state;
      context.fireChannelRead(message);
    }
  }

  /** The server compares by identity too: {@code http/1.1} is equal, and unknown to it. */
  private static boolean isKnown(HttpVersion version) {
    return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
  }

  private void malformed(ChannelHandlerContext context, HttpObject part) {
    if (!(part instanceof HttpRequest request)) {
      end(context);
    } else if (state == State.ANSWERING) {
      state = State.LAST_ANSWER;
    } else if (part.decoderResult().cause() instanceof TooLongHttpLineException) {
      refuse(
          context,
          request,
          HttpResponseStatus.REQUEST_URI_TOO_LONG,
          "the request line is too long");
    } else if (part.decoderResult().cause() instanceof TooLongHttpHeaderException) {
      refuse(
          context,
          request,
          HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
          "the headers are too long");
    } else {
      refuse(context, request, HttpResponseStatus.BAD_REQUEST, "the request is malformed");
    }
  }

  private void refuse(
      ChannelHandlerContext context,
      HttpRequest request,
      HttpResponseStatus status,
      String reason) {
    state = State.CLOSING;
    String text = request.method().equals(HttpMethod.HEAD) ? "" : reason + "\n";
    ByteBuf body = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    FullHttpResponse answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=us-ascii")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CONNECTION, "close");
    context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
  }

  private void end(ChannelHandlerContext context) {
    state = State.CLOSING;
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
    boolean complete = message instanceof LastHttpContent && !isInterim(message);
    context.write(message, promise);
    if (complete && state == State.ANSWERING) {
      state = State.READY;
    } else if (complete && state == State.LAST_ANSWER) {
      end(context);
    }
  }

  /** Whether it announces an answer, as 100 Continue does. */
  private static boolean isInterim(Object message) {
    return message instanceof HttpResponse answer
        && answer.status().codeClass() == HttpStatusClass.INFORMATIONAL;
  }

  /** Last handler of the pipeline: ends the connection at what no other handler takes. */
  private static final class LastResort extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}

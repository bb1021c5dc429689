package io.ampwire.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The import over HTTP against any bytes: each input gets answers with a status that a client can
 * expect, or a closed connection, in time; a refusal is short. Inputs of several threads may run at
 * once.
 */
public final class HttpImportFuzz {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_REFUSAL = 16 * 1024;
  private static final int LONGEST_ANSWER = 8 << 20;

  /** Time without a byte after which the client closes its half. */
  private static final int QUIET = 400;

  private static final Duration IN_TIME = Duration.ofSeconds(15);
  private static final String SOUND =
      "name,address,type,unit\npower,100,U16,W\nenergy,101,U32,Wh\n";

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]{1,8})");

  private final int port;
  private final int management;
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicInteger> ends = new ConcurrentSkipListMap<>();

  /** One answer of the server. */
  private record Answer(int status, Map<String, String> headers, byte[] body) {}

  /**
   * @param port of the API
   * @param management port with the health checks
   */
  public HttpImportFuzz(int port, int management) {
    this.port = port;
    this.management = management;
  }

  /** Sends the input of that seed and judges what comes back. */
  public void run(long seed) {
    HttpRequestInput input = HttpRequestInput.of(seed);
    try {
      judge(input, exchange(input));
    } catch (IOException | AssertionError e) {
      throw new AssertionError("input of seed " + seed + ": " + shown(input), e);
    }
  }

  /** The server is alive, and a sound table still becomes a map. */
  public void assertServes() {
    try {
      Answer live = request(management, "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
      Hold.that(live.status == 200, "live: " + live.status);
      Answer made;
      int tries = 0;
      do {
        made =
            request(
                port,
                "POST /api/v1/maps/import?id=sound HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Type: text/csv\r\nContent-Length: "
                    + SOUND.length()
                    + "\r\n\r\n"
                    + SOUND);
      } while (made.status == 503 && ++tries < 50);
      Hold.that(made.status == 200, "a sound table: " + made.status);
      Hold.that(JSON.readTree(made.body).toString().contains("energy"), "the map has its points");
    } catch (IOException e) {
      throw new AssertionError("the server does not serve", e);
    }
  }

  /** Answers by status, and how connections ended that got none. */
  public String figures() {
    return "answers by status " + statuses + ", without an answer " + ends;
  }

  private Answer request(int to, String text) throws IOException {
    try (Socket socket = connect(to)) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      List<Answer> answers = answers(read(socket, System.nanoTime(), 1, true), false);
      Hold.that(!answers.isEmpty(), "no answer");
      return answers.get(0);
    }
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress("127.0.0.1", port), (int) IN_TIME.toMillis());
    socket.setSoTimeout(QUIET);
    return socket;
  }

  private byte[] exchange(HttpRequestInput input) throws IOException {
    long begun = System.nanoTime();
    try (Socket socket = connect(port)) {
      try {
        send(socket.getOutputStream(), input);
        if (input.end() == HttpRequestInput.End.LEAVES) {
          return new byte[0];
        }
        if (input.end() == HttpRequestInput.End.HALF_CLOSES) {
          socket.shutdownOutput();
        }
      } catch (SocketException refused) {
        count("refused while it was sent");
      }
      return read(socket, begun, input.requests(), false);
    }
  }

  private static void send(OutputStream out, HttpRequestInput input) throws IOException {
    int at = 0;
    for (int piece : input.pieces()) {
      int some = Math.min(piece, input.bytes().length - at);
      out.write(input.bytes(), at, some);
      out.flush();
      at += some;
    }
    out.write(input.bytes(), at, input.bytes().length - at);
    out.flush();
  }

  /**
   * All bytes until the server closes. The client closes its half after the last answer that it
   * expects, and when the server is quiet although it may wait for more of the input.
   */
  private byte[] read(Socket socket, long begun, int requests, boolean sound) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    byte[] some = new byte[16384];
    while (true) {
      try {
        int read = in.read(some);
        if (read < 0) {
          return all.toByteArray();
        }
        all.write(some, 0, read);
        Hold.that(all.size() <= LONGEST_ANSWER, "an answer without end");
        if (!socket.isOutputShutdown() && isWhole(all.toByteArray(), requests)) {
          socket.shutdownOutput();
        }
      } catch (SocketTimeoutException quiet) {
        Hold.that(
            System.nanoTime() - begun < IN_TIME.toNanos(),
            "neither an answer nor a closed connection; so far " + all.size() + " bytes");
        if (!sound && !socket.isOutputShutdown() && (all.size() > 0 || isLate(begun))) {
          socket.shutdownOutput();
        }
      } catch (SocketException reset) {
        count("reset");
        return all.toByteArray();
      }
    }
  }

  /** Whether that many answers are there, each with as many bytes as it announces. */
  private static boolean isWhole(byte[] bytes, int answers) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (int i = 0; i < answers; i++) {
      int end = text.indexOf("\r\n\r\n", at);
      Matcher length = LENGTH.matcher(end < 0 ? "" : text.substring(at, end));
      if (!length.find()) {
        return false;
      }
      at = end + 4 + Integer.parseInt(length.group(1));
    }
    return at <= bytes.length;
  }

  /** Whether an input without an answer has waited long enough for one. */
  private static boolean isLate(long begun) {
    return System.nanoTime() - begun > 2_000_000L * QUIET;
  }

  private void judge(HttpRequestInput input, byte[] bytes) throws IOException {
    if (input.end() == HttpRequestInput.End.LEAVES) {
      return;
    }
    List<Answer> answers = answers(bytes, asksForHeads(input));
    if (answers.isEmpty()) {
      count("closed");
    }
    Hold.that(
        answers.stream().filter(a -> a.status == 200).count() <= input.requests(),
        "more maps than requests");
    for (Answer answer : answers) {
      statuses.computeIfAbsent(answer.status, key -> new AtomicInteger()).incrementAndGet();
      Hold.that(answer.status < 500 || answer.status == 503, "status " + answer.status);
      Hold.that(!answer.headers.containsKey("x-injected"), "a header that the client made");
      if (answer.status >= 400) {
        judgeRefusal(answer);
      } else if (answer.status == 200 && answer.body.length > 0) {
        String type = answer.headers.getOrDefault("content-type", "");
        Hold.that(
            !type.startsWith("application/json") || JSON.readTree(answer.body) != null, "JSON");
      }
    }
  }

  private static void judgeRefusal(Answer answer) throws IOException {
    Hold.that(
        answer.body.length <= LONGEST_REFUSAL, "a refusal of " + answer.body.length + " bytes");
    String text = new String(answer.body, StandardCharsets.UTF_8);
    Hold.that(!text.contains("\tat ") && !text.contains("Exception"), "a stack trace: " + text);
    String type = answer.headers.getOrDefault("content-type", "");
    if (type.startsWith("application/problem+json") && answer.body.length > 0) {
      JsonNode problem = JSON.readTree(answer.body);
      Hold.that(problem.path("status").asInt() == answer.status, "another status in the body");
      Hold.that(!problem.path("detail").asText().isBlank(), "a refusal without a reason");
    }
    if (answer.status == 503) {
      Hold.that(answer.headers.containsKey("retry-after"), "503 without Retry-After");
    }
  }

  /** Whether a request may be a HEAD, so that an answer may announce a body that is not there. */
  private static boolean asksForHeads(HttpRequestInput input) {
    return new String(input.bytes(), StandardCharsets.ISO_8859_1).contains("HEAD");
  }

  private static List<Answer> answers(byte[] bytes, boolean heads) {
    List<Answer> answers = new ArrayList<>();
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < bytes.length) {
      int end = text.indexOf("\r\n\r\n", at);
      Hold.that(end > 0 && text.startsWith("HTTP/1.", at), "not an answer: " + clipped(text, at));
      String[] lines = text.substring(at, end).split("\r\n");
      Hold.that(lines[0].matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?"), "status line " + lines[0]);
      Map<String, String> headers = new TreeMap<>();
      for (String line : Arrays.asList(lines).subList(1, lines.length)) {
        Hold.that(line.indexOf(':') > 0 && line.indexOf('\n') < 0, "header " + line);
        String[] parts = line.split(":", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
      }
      int status = Integer.parseInt(lines[0].substring(9, 12));
      at = end + 4;
      if (status < 200) {
        Hold.that(status == 100, "status " + status);
        continue;
      }
      boolean ends = at == bytes.length || text.startsWith("HTTP/1.", at);
      boolean bodiless = status == 204 || status == 304 || heads && ends;
      int length = bodiless ? 0 : length(headers, bytes.length - at);
      Hold.that(at + length <= bytes.length, "an answer that is cut off: " + lines[0]);
      answers.add(new Answer(status, headers, Arrays.copyOfRange(bytes, at, at + length)));
      at += length;
    }
    return answers;
  }

  private static int length(Map<String, String> headers, int rest) {
    Hold.that(!headers.containsKey("transfer-encoding"), "chunks");
    String length = headers.get("content-length");
    return length == null ? rest : Integer.parseInt(length);
  }

  private void count(String end) {
    ends.computeIfAbsent(end, key -> new AtomicInteger()).incrementAndGet();
  }

  private static String shown(HttpRequestInput input) {
    String text = new String(input.bytes(), StandardCharsets.ISO_8859_1);
    return input.end() + ", " + input.bytes().length + " bytes: " + clipped(text, 0);
  }

  private static String clipped(String text, int from) {
    return text.substring(from, Math.min(text.length(), from + 600)).replaceAll("[^ -~]", ".");
  }
}

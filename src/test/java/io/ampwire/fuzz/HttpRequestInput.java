package io.ampwire.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Bytes that a client sends to import a register table: mostly a request that is wrong in one or
 * two places, with a mutated table or map as its body. One seed always makes the same input.
 *
 * @param bytes what is sent
 * @param pieces lengths of the writes; what is left over goes out in one more
 * @param end what the client does after the last byte
 * @param requests most answers that the input may get
 */
record HttpRequestInput(byte[] bytes, List<Integer> pieces, End end, int requests) {
  /** What a client does after its last byte. */
  enum End {
    /** Waits for the answer. */
    WAITS,
    /** Closes its own half at once. */
    HALF_CLOSES,
    /** Closes the connection and reads nothing. */
    LEAVES
  }

  private static final List<byte[]> TABLES = bodies("src/test/resources/fuzz/table");
  private static final List<byte[]> MAPS = bodies("src/main/resources/maps");
  private static final int LONGEST_BODY = 1 << 20;

  private static final String[] TYPES = {
    "text/csv",
    "text/markdown",
    "text/tab-separated-values",
    "text/plain",
    "text/csv; charset=utf-16",
    "text/csv;charset=no-such-charset",
    "text/csv; charset=\"\"",
    "text/csv; header=present; header=absent",
    "TEXT/CSV",
    "text/*",
    "*/*",
    "text",
    "/",
    "",
    ";",
    "text/csv, application/json",
    "application/json",
    "application/yaml",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=b",
    "multipart/form-data; boundary=",
    "multipart/mixed; boundary=\"\u00e4\"",
    "text/csv; a=\"" + "b".repeat(3000) + "\"",
    "text/csv" + ";x=y".repeat(500),
  };
  private static final String[] TARGETS = {
    "/api/v1/maps/import?id=x",
    "/api/v1/maps/import?id=x&file=table.md",
    "/api/v1/maps/import",
    "/api/v1/maps/import?id=",
    "/api/v1/maps/import?id=%00",
    "/api/v1/maps/import?id=%zz",
    "/api/v1/maps/import?id=%",
    "/api/v1/maps/import?id=x&id=y&id=%C3%28",
    "/api/v1/maps/import?id=x&file=%0D%0AX-Injected:%201",
    "/api/v1/maps/import?id=x&file=%E2%80%AE",
    "/api/v1/maps/import?id=%0d%0aX-Injected:%201",
    "/api/v1/maps/import?id=x&file=" + "f".repeat(3000),
    "/api/v1/maps/import?id=" + "x".repeat(6000),
    "/api/v1/maps/import?id=x" + "&a=b".repeat(900),
    "/api/v1/maps/import;id=x?id=x",
    "/api/v1/maps/import/?id=x",
    "/api/v1/maps//import?id=x",
    "/api/v1/maps/./import?id=x",
    "/api/v1/maps/x/../import?id=x",
    "/api/v1/maps/%69mport?id=x",
    "/api/v1/maps/import%2f?id=x",
    "/api/v1/maps/import%00?id=x",
    "/api/v1/maps/import#x?id=x",
    "/api/v1/maps/import?id=x?id=y",
    "http://localhost/api/v1/maps/import?id=x",
    "//localhost/api/v1/maps/import?id=x",
    "/api/v1/maps/" + "../".repeat(200) + "import?id=x",
    "/api/v1/maps/import?" + "%3d".repeat(500),
    "/api/v1/maps/import?&&&=&==&id=x",
    "/api/v1/maps/\u00efmport?id=x",
    "/api/v1/maps/import?id=\uD83D\uDE00",
    "*",
    "",
  };
  private static final String[] METHODS = {
    "PUT",
    "GET",
    "HEAD",
    "DELETE",
    "OPTIONS",
    "PATCH",
    "TRACE",
    "CONNECT",
    "post",
    "P\u00d6ST",
    "",
    "POST\t",
    "X".repeat(500),
    "PRI",
  };
  private static final String[] VERSIONS = {
    "HTTP/1.0", "HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/1.1.1", "HTTP/", "http/1.1", "", "X/1.1",
  };
  private static final String[] HOSTS = {
    "localhost:8080",
    "127.0.0.1",
    "[::1]",
    "evil.example",
    "",
    "a b",
    "localhost:99999",
    "localhost\r\nHost: localhost",
    "x".repeat(300),
    "\u0000",
    "localhost@evil.example",
  };
  private static final String[] EXTRA = {
    "Expect: 100-continue",
    "Expect: 200-ok",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Transfer-Encoding: identity",
    "transfer-encoding:\tchunked",
    "Transfer-Encoding : chunked",
    "Content-Encoding: gzip",
    "Content-Encoding: br, deflate",
    "Accept: text/html",
    "Accept: application/problem+json;q=0.1",
    "Accept: \u00e9/\u00e9;q=x",
    "Accept: ;;;",
    "Accept: */*;q=2",
    "Accept-Encoding: gzip",
    "Accept-Language: xx-\u00e4\u00f6",
    "Accept-Charset: utf-7",
    "Connection: close",
    "Connection: keep-alive",
    "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAA",
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==",
    "Range: bytes=0-1",
    "If-None-Match: *",
    "If-None-Match: \"" + "e".repeat(200),
    "If-Modified-Since: yesterday",
    "Origin: https://evil.example",
    "Origin: null",
    "Sec-Fetch-Site: cross-site",
    "X-Ampwire-Console: 1",
    "Authorization: Basic \u00ff",
    "Cookie: a=b; =; ;;; session=%00",
    "Cookie: " + "c=d; ".repeat(700),
    "X-HTTP-Method-Override: DELETE",
    "X-Forwarded-For: 1, 2, ::::",
    "X-Forwarded-Host: evil.example",
    "Forwarded: for=\"",
    " folded: line",
    "no colon",
    ": no name",
    "n\u0000me: value",
    "name: va\u0000lue",
    "name: value\rX-Injected: 1",
    "name: value\nX-Ignored: 1",
    "X-Long: " + "l".repeat(9000),
    "X-Many: 1" + "\r\nX-Many: 1".repeat(900),
    "Trailer: X",
    "TE: trailers",
    "Date: tomorrow",
    "Via: 1.1 " + "a, ".repeat(300),
    "Max-Forwards: -1",
  };
  private static final String[] LENGTHS = {
    "-1",
    "+5",
    "0x10",
    "1e3",
    "5, 5",
    "5, 6",
    "",
    " ",
    "00000005",
    "99999999999999999999",
    "1048577",
    "2147483648",
    "9223372036854775807",
    "5\r\nContent-Length: 6",
    "\u0665",
    "5;x",
  };
  private static final String[] TOKENS = {
    "|",
    "||",
    "|---|---|",
    "\n",
    "\r\n",
    "\r",
    ",",
    ",,",
    ";",
    "\t",
    "\"",
    "\"\"",
    "'",
    "\u0000",
    "\uFEFF",
    "\u202E",
    "\u2028",
    "\uD83D\uDE00",
    "40001",
    "400301",
    "0x4008",
    "0xFFFFF",
    "65535",
    "65536",
    "-1",
    "99999999999999999999",
    "1e400",
    "NaN",
    "U16",
    "S32",
    "FLOAT32",
    "STRING",
    "STRING[99999]",
    "UINT128",
    "scale",
    "unit",
    "x0.1",
    "/0",
    "A",
    "mV",
    "0: a, 1: b",
    "0: a<br>0: b",
    "0x00-0xFF: x",
    "<br>",
    "<script>",
    "# heading",
    "### Input Registers",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "&a",
    "*a",
    "!!java.net.URL",
    "%YAML 1.2",
    "---",
    "...",
    "name",
    "address",
    "register",
    "description",
    "R/W",
    "W",
    "slave address 200",
    "function 3",
    "\\",
    "${x}",
    "{{x}}",
    "%s",
  };

  static HttpRequestInput of(long seed) {
    return new Maker(new Random(seed * 0x9E3779B97F4A7C15L + 20_261_126)).input();
  }

  private static List<byte[]> bodies(String folder) {
    List<byte[]> bodies = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      for (Path file : files.sorted().toList()) {
        bodies.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return List.copyOf(bodies);
  }

  /** Maker of one input from a source of numbers. */
  private static final class Maker {
    private final Random random;

    Maker(Random random) {
      this.random = random;
    }

    HttpRequestInput input() {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int requests = one(20) ? 2 + random.nextInt(4) : 1;
      for (int i = 0; i < requests; i++) {
        all.writeBytes(request());
      }
      byte[] bytes = all.toByteArray();
      boolean broken = one(12);
      if (broken) {
        flip(bytes, Math.min(bytes.length, 400));
      }
      boolean cut = one(8);
      if (cut) {
        bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      }
      End end = one(25) ? End.LEAVES : cut || one(20) ? End.HALF_CLOSES : End.WAITS;
      return new HttpRequestInput(bytes, pieces(bytes.length), end, requests);
    }

    private byte[] request() {
      byte[] body = body();
      String method = one(15) ? pick(METHODS) : "POST";
      String version = one(30) ? pick(VERSIONS) : "HTTP/1.1";
      String target = one(5) ? pick(TARGETS) : TARGETS[random.nextInt(2)];
      StringBuilder head = new StringBuilder();
      head.append(method).append(' ').append(target).append(' ').append(version).append("\r\n");
      List<String> lines = new ArrayList<>();
      if (!one(40)) {
        lines.add("Host: " + (one(12) ? pick(HOSTS) : "localhost"));
      }
      String type = one(3) ? pick(TYPES) : TYPES[random.nextInt(3)];
      if (!one(25)) {
        lines.add("Content-Type: " + type);
      }
      if (type.startsWith("multipart") && one(2)) {
        body = multipart(body);
      }
      boolean chunked = one(12);
      if (chunked) {
        lines.add("Transfer-Encoding: chunked");
        body = chunks(body);
      }
      if (!chunked || one(3)) {
        lines.add("Content-Length: " + length(body));
      }
      for (int i = one(2) ? 0 : random.nextInt(4); i > 0; i--) {
        lines.add(random.nextInt(lines.size() + 1), pick(EXTRA));
      }
      String newline = one(40) ? "\n" : "\r\n";
      lines.forEach(line -> head.append(line).append(newline));
      head.append(newline);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(
          head.toString().getBytes(one(4) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
      all.writeBytes(body);
      return all.toByteArray();
    }

    private String length(byte[] body) {
      if (one(12)) {
        return pick(LENGTHS);
      }
      int other = one(12) ? random.nextInt(9) - 4 : 0;
      return Integer.toString(Math.max(0, body.length + other));
    }

    private byte[] body() {
      List<byte[]> seeds = one(4) ? MAPS : TABLES;
      byte[] body = seeds.get(random.nextInt(seeds.size())).clone();
      if (one(25)) {
        return new byte[random.nextInt(3)];
      }
      if (one(30)) {
        byte[] noise = new byte[random.nextInt(4096)];
        random.nextBytes(noise);
        return noise;
      }
      for (int i = random.nextInt(6); i > 0; i--) {
        body = mutated(body);
      }
      if (one(60)) {
        body = repeated(body, random.nextInt(LONGEST_BODY + 4096));
      }
      return body;
    }

    private byte[] mutated(byte[] body) {
      if (body.length == 0) {
        return pick(TOKENS).getBytes(StandardCharsets.UTF_8);
      }
      int at = random.nextInt(body.length);
      int to = at + random.nextInt(Math.min(200, body.length - at) + 1);
      byte[] part = Arrays.copyOfRange(body, at, to);
      return switch (random.nextInt(7)) {
        case 0 -> {
          flip(body, body.length);
          yield body;
        }
        case 1 -> joined(body, at, new byte[0], to);
        case 2 -> joined(body, at, repeated(part, part.length * (1 + random.nextInt(20))), to);
        case 3 -> joined(body, at, token(), at);
        case 4 -> joined(body, at, token(), to);
        case 5 -> Arrays.copyOf(body, at);
        default -> joined(body, at, part, Math.min(body.length, to + part.length));
      };
    }

    private byte[] token() {
      return pick(TOKENS)
          .repeat(one(10) ? 1 + random.nextInt(500) : 1)
          .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] multipart(byte[] body) {
      String boundary = one(4) ? "other" : "b";
      String head =
          "--"
              + boundary
              + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../t.csv\"\r\n"
              + (one(2) ? "Content-Type: text/csv\r\n" : "")
              + "\r\n";
      byte[] end = (one(3) ? "" : "\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      all.writeBytes(body);
      all.writeBytes(end);
      return all.toByteArray();
    }

    private byte[] chunks(byte[] body) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      int at = 0;
      while (at < body.length) {
        int some = Math.min(body.length - at, 1 + random.nextInt(body.length));
        String size = one(20) ? pick(LENGTHS) : Integer.toHexString(some);
        String extension = one(10) ? ";x=\"" + "y".repeat(random.nextInt(300)) + "\"" : "";
        all.writeBytes((size + extension + "\r\n").getBytes(StandardCharsets.UTF_8));
        all.write(body, at, some);
        all.writeBytes((one(30) ? "" : "\r\n").getBytes(StandardCharsets.UTF_8));
        at += some;
      }
      String trailer = one(5) ? "X-Trailer: 1\r\nHost: evil.example\r\n" : "";
      all.writeBytes((one(10) ? "" : "0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.UTF_8));
      return all.toByteArray();
    }

    private List<Integer> pieces(int length) {
      List<Integer> pieces = new ArrayList<>();
      for (int left = one(2) ? 0 : random.nextInt(8); left > 0 && length > 1; left--) {
        pieces.add(1 + random.nextInt(Math.min(length, one(2) ? 16 : 4096)));
      }
      return pieces;
    }

    private void flip(byte[] bytes, int within) {
      for (int i = 1 + random.nextInt(4); i > 0 && within > 0; i--) {
        int at = random.nextInt(within);
        bytes[at] =
            one(2) ? (byte) random.nextInt(256) : (byte) (bytes[at] ^ 1 << random.nextInt(8));
      }
    }

    private static byte[] repeated(byte[] part, int length) {
      byte[] whole = new byte[part.length == 0 ? 0 : length];
      for (int i = 0; i < whole.length; i++) {
        whole[i] = part[i % part.length];
      }
      return whole;
    }

    private static byte[] joined(byte[] body, int until, byte[] middle, int from) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.write(body, 0, until);
      all.writeBytes(middle);
      all.write(body, from, body.length - from);
      byte[] whole = all.toByteArray();
      return whole.length > LONGEST_BODY ? Arrays.copyOf(whole, LONGEST_BODY) : whole;
    }

    private boolean one(int in) {
      return random.nextInt(in) == 0;
    }

    private <T> T pick(T[] of) {
      return of[random.nextInt(of.length)];
    }
  }
}

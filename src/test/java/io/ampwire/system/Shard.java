package io.ampwire.system;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the documents say that a socket belongs, reckoned without the bridge's own code. */
final class Shard {
  private Shard() {}

  static int of(String host, int port, int shards) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((host + ":" + port).getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(digest);
      return (int) (Long.parseLong(hex.substring(0, 15), 16) % shards);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}

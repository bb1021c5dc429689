package io.ampwire.charger;

import java.util.regex.Pattern;

/** Why a socket failed, as the kernel words it, whatever is in between. */
public final class SocketTrouble {
  /** What Netty puts before the kernel's words: the call and the number of the error. */
  private static final Pattern CALL =
      Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-\\d+\\): ");

  private SocketTrouble() {}

  /** Of a failure without words, its kind. */
  public static String of(Throwable failure) {
    String said = failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : CALL.matcher(said).replaceFirst("");
  }
}

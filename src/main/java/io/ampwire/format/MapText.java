package io.ampwire.format;

import io.ampwire.trust.Axis;
import io.ampwire.trust.MapTrust;
import io.ampwire.trust.Rung;
import java.util.stream.Collectors;

/** The YAML of a map with the rung that it has earned, which no file may say itself. */
public final class MapText {
  private MapText() {}

  /** The text with one line more, behind the id. */
  public static String withRung(String text, MapTrust trust) {
    Rung rung = trust.rung(Axis.READ);
    String line =
        "rung: "
            + rung.label()
            + "   # computed from evidence; "
            + rung.colour()
            + "; never taken back in";
    boolean[] said = {false};
    return text.lines()
        .map(
            written -> {
              boolean here = !said[0] && written.startsWith("id:");
              said[0] |= here;
              return here ? written + "\n" + line : written;
            })
        .collect(Collectors.joining("\n", "", "\n"));
  }
}

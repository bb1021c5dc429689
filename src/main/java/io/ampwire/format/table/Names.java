package io.ampwire.format.table;

import java.text.Normalizer;
import java.util.Locale;

/** Names of points and labels out of what people call them. */
final class Names {
  private static final int LONGEST = 64;

  private Names() {}

  /** In snake case; empty where no letter of the alphabet is in it. */
  static String snake(String text) {
    String spelled =
        text.replaceAll("(?<=[a-z0-9])(?=[A-Z][a-z])", " ")
            .replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("Ä", "Ae")
            .replace("Ö", "Oe")
            .replace("Ü", "Ue")
            .replace("ß", "ss")
            .replace("ł", "l")
            .replace("ø", "o");
    String snake =
        Normalizer.normalize(spelled, Normalizer.Form.NFD)
            .replaceAll("\\p{M}+", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "_")
            .replaceAll("^_+|_+$", "");
    String named = snake.matches("[0-9].*") ? "n_" + snake : snake;
    return named.length() > LONGEST ? named.substring(0, LONGEST).replaceAll("_+$", "") : named;
  }
}

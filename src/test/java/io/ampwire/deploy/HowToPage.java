package io.ampwire.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** A page of {@code docs/how-to}, whose settings tests take as they are printed. */
public record HowToPage(String name) {

  public String text() {
    try {
      return Files.readString(Path.of("docs/how-to", name + ".md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The blocks of that language, in order. */
  public List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(text())
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}

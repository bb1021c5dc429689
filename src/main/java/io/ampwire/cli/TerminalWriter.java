package io.ampwire.cli;

import io.ampwire.format.yaml.YamlScalar;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Writer for terminals that prints control characters as escapes such as {@code \u001b}, so that
 * text of a map, a file or a device cannot send terminal commands. It passes line breaks and tabs,
 * but not a lone carriage return.
 */
final class TerminalWriter extends FilterWriter {
  TerminalWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    write(new char[] {(char) c}, 0, 1);
  }

  @Override
  public void write(char[] buffer, int from, int length) throws IOException {
    write(new String(buffer, from, length), 0, length);
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    int start = from;
    for (int i = from; i <= from + length; i++) {
      boolean end = i == from + length;
      char c = end ? '\n' : text.charAt(i);
      boolean separator = c == '\r' && i + 1 < from + length && text.charAt(i + 1) == '\n';
      if (end || c == '\n' || c == '\t' || separator) {
        out.write(YamlScalar.line(text.substring(start, i)));
        if (!end) {
          out.write(c);
        }
        start = i + 1;
      }
    }
  }
}

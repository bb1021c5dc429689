package io.ampwire.http.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file with a token on each line, or a name and a token. Blank lines and those that begin with
 * {@code #} say nothing. It is read for each question, so that a token that is taken out is refused
 * from then on; what it holds is printed nowhere.
 *
 * @param role what its tokens allow
 */
public record TokenFile(Path path, Role role) {
  /** Who guesses a million tokens a second needs longer than the universe is old. */
  static final int SHORTEST = 16;

  /** Who showed a token without a name. */
  static final String NAMELESS = "console";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
  private static final Pattern SECRET = Pattern.compile("[!-~]{" + SHORTEST + ",256}");

  private record Entry(Visitor visitor, Token token) {}

  /** What keeps the file from being used, in words for whoever wrote it. */
  public List<String> problems() {
    List<String> wrong = new ArrayList<>();
    try {
      if (entries(wrong).isEmpty() && wrong.isEmpty()) {
        wrong.add(path + " has no token");
      }
    } catch (IOException e) {
      wrong.add(path + " cannot be read");
    }
    return wrong;
  }

  /** Whose token it is; fails where the file cannot be read. */
  Optional<Visitor> visitor(Token shown) throws IOException {
    Visitor found = null;
    for (Entry entry : entries(new ArrayList<>())) {
      // All of them are compared, so that time tells nothing of the place either.
      found = entry.token.matches(shown) ? entry.visitor : found;
    }
    return Optional.ofNullable(found);
  }

  private List<Entry> entries(List<String> wrong) throws IOException {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = Files.readAllLines(path);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        String[] parts = line.split("\\s+");
        Optional<String> fault = fault(parts);
        if (fault.isPresent()) {
          wrong.add(path + " line " + (i + 1) + ": " + fault.get());
        } else {
          String name = parts.length == 2 ? parts[0] : NAMELESS;
          entries.add(new Entry(new Visitor(name, role), Token.of(parts[parts.length - 1])));
        }
      }
    }
    return entries;
  }

  private static Optional<String> fault(String[] parts) {
    if (parts.length > 2) {
      return Optional.of("wants a token, or a name and a token");
    }
    if (parts.length == 2 && !NAME.matcher(parts[0]).matches()) {
      return Optional.of("the name must be " + NAME);
    }
    return SECRET.matcher(parts[parts.length - 1]).matches()
        ? Optional.empty()
        : Optional.of(
            "a token has at least "
                + SHORTEST
                + " printable characters; head -c 24 /dev/urandom | base64 makes one");
  }
}

package io.ampwire.http.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file with one token per line, or a name and a token. Blank lines and lines that begin with
 * {@code #} are ignored. The file is read for each question, so that a token that is removed is
 * refused from then on; its content is never printed.
 *
 * @param role what its tokens allow
 */
public record TokenFile(Path path, Role role) {
  /** Fewest characters of a token; with random ones, guessing is hopeless. */
  static final int SHORTEST = 16;

  /** Name of the principal whose token has no name. */
  static final String NAMELESS = "console";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");
  private static final Pattern SECRET = Pattern.compile("[!-~]{" + SHORTEST + ",256}");

  private record Entry(Principal principal, Token token) {}

  /** The faults of the file, each with its line and never with a token. */
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

  /** The principal who holds the token; fails when the file cannot be read. */
  Optional<Principal> principal(Token presented) throws IOException {
    Principal found = null;
    for (Entry entry : entries(new ArrayList<>())) {
      // All of them are compared, so that the time taken does not reveal the place.
      found = entry.token.matches(presented) ? entry.principal : found;
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
          entries.add(new Entry(new Principal(name, role), Token.of(parts[parts.length - 1])));
        }
      }
    }
    return entries;
  }

  private static Optional<String> fault(String[] parts) {
    if (parts.length > 2) {
      return Optional.of("must be a token, or a name and a token");
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

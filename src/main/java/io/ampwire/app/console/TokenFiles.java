package io.ampwire.app.console;

import io.ampwire.app.config.AmpwireConfig;
import io.ampwire.http.auth.Role;
import io.ampwire.http.auth.TokenFile;
import java.util.ArrayList;
import java.util.List;

/** Token files that the configuration names, and the check of the API's settings at start. */
public final class TokenFiles {
  private static final String READERS = "ampwire.http.token-file";
  private static final String OPERATORS = "ampwire.http.operator-token-file";

  private TokenFiles() {}

  /** The token files, ordered by rights; files that allow more come later. */
  static List<TokenFile> of(AmpwireConfig config) {
    List<TokenFile> files = new ArrayList<>();
    config.http().tokenFile().ifPresent(path -> files.add(new TokenFile(path, Role.VIEWER)));
    config
        .http()
        .operatorTokenFile()
        .ifPresent(path -> files.add(new TokenFile(path, Role.OPERATOR)));
    return files;
  }

  public static void check(AmpwireConfig config, List<String> wrong) {
    for (TokenFile file : of(config)) {
      String key = file.role() == Role.OPERATOR ? OPERATORS : READERS;
      file.problems().forEach(problem -> wrong.add(key + ": " + problem));
    }
    if (config.console().control() && config.http().operatorTokenFile().isEmpty()) {
      wrong.add(
          "ampwire.console.control: commands need a token; name a file with tokens in "
              + OPERATORS);
    }
    HttpSettings.check(config.http(), wrong);
  }
}

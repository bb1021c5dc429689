package io.ampwire.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private static final String FIRST = "first-token-0123456789";
  private static final String SECOND = "second-token-0123456789";

  @TempDir Path folder;
  private TokenFile file;

  @BeforeEach
  void a_file_of_two() throws IOException {
    file = new TokenFile(folder.resolve("tokens"), Role.OPERATOR);
    write("# who may command\n\nalice " + FIRST + "\n  " + SECOND + "  \n");
  }

  private void write(String text) throws IOException {
    Files.writeString(file.path(), text);
  }

  @Test
  void a_token_says_who_shows_it() throws IOException {
    assertThat(file.problems()).isEmpty();
    assertThat(file.principal(Token.of(FIRST))).hasValue(new Principal("alice", Role.OPERATOR));
    assertThat(file.principal(Token.of(SECOND))).hasValue(new Principal("console", Role.OPERATOR));
  }

  @Test
  void a_wrong_token_a_part_of_one_and_none_say_nothing() throws IOException {
    assertThat(file.principal(Token.of("third-token-0123456789"))).isEmpty();
    assertThat(file.principal(Token.of(FIRST.substring(1)))).isEmpty();
    assertThat(file.principal(Token.of(""))).isEmpty();
    assertThat(file.principal(Token.of("alice"))).isEmpty();
  }

  @Test
  void a_token_that_is_taken_out_is_refused_from_then_on() throws IOException {
    write(SECOND);

    assertThat(file.principal(Token.of(FIRST))).isEmpty();
    assertThat(file.principal(Token.of(SECOND))).isPresent();
  }

  @Test
  void every_fault_is_told_with_its_line_and_without_the_token() throws IOException {
    write("short\nAlice " + FIRST + "\na b c\n" + SECOND + "\n");

    assertThat(file.problems())
        .hasSize(3)
        .satisfiesExactly(
            one -> assertThat(one).contains("line 1", "at least 16"),
            two -> assertThat(two).contains("line 2", "the name must be"),
            three -> assertThat(three).contains("line 3", "a name and a token"))
        .noneMatch(told -> told.contains(FIRST) || told.contains("short"));
  }

  @Test
  void a_file_without_tokens_and_none_at_all_are_faults() throws IOException {
    write("# nobody yet\n");
    assertThat(file.problems()).singleElement().asString().contains("has no token");

    Files.delete(file.path());
    assertThat(file.problems()).singleElement().asString().contains("cannot be read");
  }
}

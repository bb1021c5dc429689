package io.ampwire.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
  private static final String TOKEN = "a-token-of-some-length";
  private static final String HERE = "192.0.2.7";

  @TempDir Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private Path viewers;
  private Path operators;
  private Credentials credentials;

  @BeforeEach
  void two_files() throws IOException {
    viewers = Files.writeString(folder.resolve("viewers"), "bob " + TOKEN + "\n");
    operators = Files.writeString(folder.resolve("operators"), "alice other-" + TOKEN + "\n");
    credentials =
        new Credentials(
            List.of(new TokenFile(viewers, Role.VIEWER), new TokenFile(operators, Role.OPERATOR)),
            new Sessions(nanos::get),
            new LoginThrottle(nanos::get));
  }

  private void pass(long seconds) {
    nanos.addAndGet(seconds * 1_000_000_000L);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(principal("wrong-" + i, HERE)).isEmpty();
    }
  }

  @Test
  void a_token_in_both_files_is_an_operators() throws IOException {
    Files.writeString(operators, "alice " + TOKEN + "\n");

    assertThat(principal(TOKEN, HERE)).hasValue(new Principal("alice", Role.OPERATOR));
  }

  private Optional<Principal> principal(String token, String client) {
    return credentials.byToken(token, client).principal();
  }

  private String open(String token) {
    return credentials.open(principal(token, HERE).orElseThrow(), token);
  }

  /** FAULTS H03. */
  @Test
  void after_five_wrong_tokens_answers_wait_but_a_right_token_still_gets_in() {
    fail(5);
    assertThat(credentials.byToken(TOKEN, HERE).throttled()).isFalse();
    fail(1);

    Credentials.Attempt sixth = credentials.byToken("wrong", HERE);
    assertThat(sixth.throttled()).isTrue();
    Credentials.Attempt right = credentials.byToken(TOKEN, HERE);
    assertThat(right.principal()).as("nobody is locked out").isPresent();
    assertThat(right.throttled()).as("a guesser learns nothing sooner").isTrue();
    assertThat(credentials.byToken(TOKEN, "192.0.2.8").throttled()).as("elsewhere").isFalse();

    pass(60);
    assertThat(credentials.byToken(TOKEN, HERE).throttled()).isFalse();
  }

  @Test
  void a_file_that_is_gone_lets_nobody_in_and_the_other_still_does() throws IOException {
    Files.delete(viewers);

    assertThat(principal(TOKEN, HERE)).isEmpty();
    assertThat(principal("other-" + TOKEN, HERE)).isPresent();
  }

  @Test
  void a_session_stands_for_its_token_without_holding_it() {
    String session = open(TOKEN);

    assertThat(session).doesNotContain(TOKEN);
    assertThat(credentials.bySession(session)).hasValue(new Principal("bob", Role.VIEWER));
    assertThat(credentials.bySession(session + "x")).isEmpty();
    assertThat(credentials.bySession(session.substring(0, session.indexOf('.') + 1))).isEmpty();
    assertThat(credentials.bySession("")).isEmpty();
    assertThat(open(TOKEN)).isNotEqualTo(session);
  }

  @Test
  void a_session_ends_when_it_is_closed_when_its_time_is_over_and_when_its_token_is_taken_out()
      throws IOException {
    String closed = open(TOKEN);
    credentials.close(closed);
    assertThat(credentials.bySession(closed)).isEmpty();

    String old = open(TOKEN);
    pass(Sessions.LIFETIME.toSeconds() - 1);
    assertThat(credentials.bySession(old)).isPresent();
    pass(1);
    assertThat(credentials.bySession(old)).isEmpty();

    String revoked = open(TOKEN);
    Files.writeString(viewers, "bob another-" + TOKEN + "\n");
    assertThat(credentials.bySession(revoked)).isEmpty();
  }

  /** FAULTS H04. */
  @Test
  void a_viewer_who_signs_in_again_and_again_ends_no_operators_session() {
    String operators = open("other-" + TOKEN);
    String first = open(TOKEN);
    for (int i = 0; i < 1_000; i++) {
      open(TOKEN);
    }

    assertThat(credentials.bySession(operators)).isPresent();
    assertThat(credentials.bySession(first)).as("the viewer's own oldest went").isEmpty();
  }

  /** FAULTS H04. */
  @Test
  void a_viewer_who_signs_in_again_and_again_ends_no_other_viewers_session() throws IOException {
    Files.writeString(viewers, "bob " + TOKEN + "\ncarol third-" + TOKEN + "\n");
    String carols = open("third-" + TOKEN);
    for (int i = 0; i < 1_000; i++) {
      open(TOKEN);
    }

    assertThat(credentials.bySession(carols)).isPresent();
  }

  @Test
  void clients_are_forgotten_and_not_kept_for_ever() {
    fail(6);
    for (int i = 0; i < LoginThrottle.CLIENTS; i++) {
      credentials.byToken("wrong", "host-" + i);
    }

    assertThat(credentials.byToken(TOKEN, HERE).throttled()).isFalse();
  }
}

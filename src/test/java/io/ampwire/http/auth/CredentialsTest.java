package io.ampwire.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            new Attempts(nanos::get));
  }

  private void pass(long seconds) {
    nanos.addAndGet(seconds * 1_000_000_000L);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(credentials.byToken("wrong-" + i, HERE)).isEmpty();
    }
  }

  @Test
  void a_token_in_both_files_is_an_operators() throws IOException {
    Files.writeString(operators, "alice " + TOKEN + "\n");

    assertThat(credentials.byToken(TOKEN, HERE)).hasValue(new Visitor("alice", Role.OPERATOR));
  }

  @Test
  void after_five_wrong_tokens_an_address_waits_a_minute_even_with_the_right_one() {
    fail(5);

    assertThatThrownBy(() -> credentials.byToken(TOKEN, HERE))
        .isInstanceOf(LockedOut.class)
        .hasMessageContaining("60 s")
        .hasMessageNotContaining(TOKEN);
    assertThat(credentials.byToken(TOKEN, "192.0.2.8")).as("others go on").isPresent();

    pass(60);
    assertThat(credentials.byToken(TOKEN, HERE)).isPresent();
  }

  @Test
  void a_file_that_is_gone_lets_nobody_in_and_the_other_still_does() throws IOException {
    Files.delete(viewers);

    assertThat(credentials.byToken(TOKEN, HERE)).isEmpty();
    assertThat(credentials.byToken("other-" + TOKEN, HERE)).isPresent();
  }

  @Test
  void a_right_token_forgives_the_wrong_ones_before_it() {
    fail(4);
    assertThat(credentials.byToken(TOKEN, HERE)).isPresent();
    fail(4);
    assertThat(credentials.byToken(TOKEN, HERE)).isPresent();
  }

  @Test
  void a_session_stands_for_its_token_without_holding_it() {
    String session = credentials.open(TOKEN);

    assertThat(session).doesNotContain(TOKEN);
    assertThat(credentials.bySession(session)).hasValue(new Visitor("bob", Role.VIEWER));
    assertThat(credentials.bySession(session + "x")).isEmpty();
    assertThat(credentials.bySession(session.substring(0, session.indexOf('.') + 1))).isEmpty();
    assertThat(credentials.bySession("")).isEmpty();
    assertThat(credentials.open(TOKEN)).isNotEqualTo(session);
  }

  @Test
  void a_session_ends_when_it_is_closed_when_its_time_is_over_and_when_its_token_is_taken_out()
      throws IOException {
    String closed = credentials.open(TOKEN);
    credentials.close(closed);
    assertThat(credentials.bySession(closed)).isEmpty();

    String old = credentials.open(TOKEN);
    pass(Sessions.LIFETIME.toSeconds() - 1);
    assertThat(credentials.bySession(old)).isPresent();
    pass(1);
    assertThat(credentials.bySession(old)).isEmpty();

    String revoked = credentials.open(TOKEN);
    Files.writeString(viewers, "bob another-" + TOKEN + "\n");
    assertThat(credentials.bySession(revoked)).isEmpty();
  }

  @Test
  void neither_sessions_nor_addresses_grow_without_bound() {
    String first = credentials.open(TOKEN);
    for (int i = 0; i < Sessions.MOST; i++) {
      credentials.open(TOKEN);
    }
    assertThat(credentials.bySession(first)).as("the oldest went").isEmpty();

    fail(5);
    for (int i = 0; i < Attempts.ADDRESSES; i++) {
      credentials.byToken("wrong", "host-" + i);
    }
    assertThat(credentials.byToken(TOKEN, HERE)).as("forgotten, not kept for ever").isPresent();
  }
}

package io.ampwire.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossSiteCheckTest {
  private static final String JSON = "application/json";

  private static Optional<Integer> refused(String method, String... headers) {
    MultiMap map = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      map.add(headers[i], headers[i + 1]);
    }
    return CrossSiteCheck.refusal(method, map, Authority.parse("localhost:8080"))
        .map(Refusal::status);
  }

  /** FAULTS H02. */
  @ParameterizedTest
  @CsvSource({
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, anything-new",
    "Origin, https://evil.example",
    "Origin, http://localhost:8081",
    "Origin, http://localhost",
    "Origin, http://localhost:8080.evil.example",
    "Origin, http://user@localhost:8080",
    "Origin, null",
    "Origin, file://"
  })
  void what_another_sites_page_sends_is_refused(String header, String value) {
    assertThat(refused("POST", header, value, "Content-Type", JSON)).hasValue(403);
    assertThat(refused("DELETE", header, value, "Content-Type", JSON)).hasValue(403);
    assertThat(refused("GET", header, value)).hasValue(403);
  }

  /** FAULTS H02. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "TEXT/PLAIN; charset=utf-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain, application/json"
      })
  void what_a_form_can_send_needs_what_a_form_cannot(String type) {
    assertThat(refused("POST", "Content-Type", type)).hasValue(403);
    assertThat(refused("POST")).as("no type at all").hasValue(403);
    assertThat(refused("POST", "Content-Type", type, CrossSiteCheck.OWN_PAGE, "1")).isEmpty();
    assertThat(refused("POST", "Content-Type", type, "Authorization", "Bearer x")).isEmpty();
  }

  @Test
  void the_consoles_own_pages_and_programs_pass() {
    assertThat(
            refused(
                "POST",
                "Sec-Fetch-Site",
                "same-origin",
                "Origin",
                "http://localhost:8080",
                "Content-Type",
                "text/csv"))
        .isEmpty();
    assertThat(refused("POST", "Content-Type", "text/csv")).isEmpty();
    assertThat(refused("GET")).isEmpty();
    assertThat(refused("GET", "Sec-Fetch-Site", "none")).isEmpty();
  }

  @Test
  void a_link_to_the_console_may_be_followed_and_a_frame_or_an_image_may_not() {
    assertThat(
            refused(
                "GET",
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document"))
        .isEmpty();
    assertThat(
            refused(
                "GET",
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "iframe"))
        .hasValue(403);
    assertThat(refused("GET", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"))
        .hasValue(403);
    assertThat(
            refused(
                "POST",
                "Sec-Fetch-Site",
                "cross-site",
                "Sec-Fetch-Mode",
                "navigate",
                "Sec-Fetch-Dest",
                "document"))
        .hasValue(403);
  }

  @Test
  void a_default_port_may_be_left_out() {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Origin", "https://bay.example");
    assertThat(CrossSiteCheck.refusal("GET", headers, Authority.parse("bay.example:443")))
        .isEmpty();
    assertThat(CrossSiteCheck.refusal("GET", headers, Authority.parse("bay.example"))).isEmpty();
    assertThat(CrossSiteCheck.refusal("GET", headers, Authority.parse("bay.example:80")))
        .isPresent();
  }
}

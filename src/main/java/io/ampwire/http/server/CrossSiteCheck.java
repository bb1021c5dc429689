package io.ampwire.http.server;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Check that refuses requests of other sites' pages, for every caller, with and without a session.
 * A browser names the origin of a request ({@code Sec-Fetch-Site}, {@code Origin}). Without these
 * headers it can send only the content types of an HTML form unasked, so those need a header that a
 * form cannot have. Links to the console from elsewhere stay possible.
 */
final class CrossSiteCheck {
  /** Header that the console's own pages send; another site's page cannot add it. */
  static final String OWN_PAGE = "X-Ampwire-Console";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private static final Set<String> FORM_TYPES =
      Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");
  private static final Pattern ORIGIN = Pattern.compile("(https?)://(.{1,300})");

  private CrossSiteCheck() {}

  /**
   * @param host the server as the request names it
   */
  static Optional<Refusal> refusal(String method, MultiMap headers, Optional<Authority> host) {
    boolean changes = !SAFE.contains(method);
    if (isFromAnotherSite(headers) && (changes || !isNavigation(headers))) {
      return Optional.of(
          Refusal.forbidden("a page of another site may not use the API; call it from a program"));
    }
    for (String origin : headers.getAll("Origin")) {
      if (!isOwn(origin, host)) {
        return Optional.of(
            Refusal.forbidden(
                "the page's origin is not the address of this server; open the console at the"
                    + " address that the request is sent to"));
      }
    }
    if (changes && isForm(headers)) {
      return Optional.of(
          Refusal.forbidden(
              "a form on any web page can send this Content-Type; send another one, an"
                  + " Authorization header, or the header "
                  + OWN_PAGE
                  + ": 1"));
    }
    return Optional.empty();
  }

  private static boolean isFromAnotherSite(MultiMap headers) {
    return headers.getAll("Sec-Fetch-Site").stream()
        .anyMatch(site -> !OWN_SITE.contains(site.toLowerCase(Locale.ROOT)));
  }

  /** Whether a person follows a link: the browser shows the answer and gives it to no page. */
  private static boolean isNavigation(MultiMap headers) {
    return "navigate".equals(headers.get("Sec-Fetch-Mode"))
        && "document".equals(headers.get("Sec-Fetch-Dest"));
  }

  private static boolean isOwn(String origin, Optional<Authority> host) {
    Matcher parts = ORIGIN.matcher(origin.toLowerCase(Locale.ROOT));
    return parts.matches()
        && Authority.parse(parts.group(2))
            .filter(page -> host.filter(h -> h.isSame(page, port(parts.group(1)))).isPresent())
            .isPresent();
  }

  private static int port(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  private static boolean isForm(MultiMap headers) {
    if (headers.contains("Authorization") || headers.contains(OWN_PAGE)) {
      return false;
    }
    List<String> types = headers.getAll("Content-Type");
    return types.isEmpty() || types.stream().anyMatch(CrossSiteCheck::isFormType);
  }

  private static boolean isFormType(String type) {
    return FORM_TYPES.contains(type.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}

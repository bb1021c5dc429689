package io.ampwire.http;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A page of a list of maps. {@code limit} is the most that it has, {@code after} the id behind
 * which it begins; where more follow, a {@code Link} with {@code rel="next"} is the next page's
 * address.
 */
record Page(List<String> ids, int total, boolean more, int limit) {
  static final int LIMIT = 100;

  /**
   * @param limit as the caller gave it, null for the longest page
   * @param after as the caller gave it, null for the first page
   */
  static Page of(List<String> all, String limit, String after) {
    int most = limit == null ? LIMIT : number(limit);
    int from = after == null ? 0 : all.indexOf(after) + 1;
    if (after != null && from == 0) {
      throw new BadRequestException("after: there is no map '" + Quoted.text(after) + "'");
    }
    int to = Math.min(all.size(), from + most);
    return new Page(all.subList(from, to), all.size(), to < all.size(), most);
  }

  private static int number(String limit) {
    if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > LIMIT) {
      throw new BadRequestException(
          "limit: must be 1.." + LIMIT + ", not '" + Quoted.text(limit) + "'");
    }
    return Integer.parseInt(limit);
  }

  /**
   * Adds the link to the next page, relative to the server, so that a host name that the caller
   * made up is not repeated.
   */
  Response.ResponseBuilder link(Response.ResponseBuilder answer, String path) {
    answer.header("Total-Count", total);
    if (more) {
      String last = URLEncoder.encode(ids.get(ids.size() - 1), StandardCharsets.UTF_8);
      answer.header(
          HttpHeaders.LINK, "<%s?limit=%d&after=%s>; rel=\"next\"".formatted(path, limit, last));
    }
    return answer;
  }
}

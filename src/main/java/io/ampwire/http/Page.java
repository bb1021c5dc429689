package io.ampwire.http;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Link;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;

/**
 * A part of a list of maps. {@code limit} says how many there are at most, {@code after} behind
 * which id they begin; where more follow, a {@code Link} with {@code rel="next"} leads on.
 */
record Page(List<String> ids, int total, boolean more, int limit) {
  static final int LIMIT = 100;

  /**
   * @param limit as asked, null for as many as a page may have
   * @param after as asked, null for the beginning
   */
  static Page of(List<String> all, String limit, String after) {
    int most = limit == null ? LIMIT : number(limit);
    int from = after == null ? 0 : all.indexOf(after) + 1;
    if (after != null && from == 0) {
      throw new BadRequestException("after: there is no map '" + after + "'");
    }
    int to = Math.min(all.size(), from + most);
    return new Page(all.subList(from, to), all.size(), to < all.size(), most);
  }

  private static int number(String limit) {
    if (!limit.matches("[1-9][0-9]{0,2}") || Integer.parseInt(limit) > LIMIT) {
      throw new BadRequestException("limit: must be 1.." + LIMIT + ", not '" + limit + "'");
    }
    return Integer.parseInt(limit);
  }

  /** Adds what leads on. */
  Response.ResponseBuilder lead(Response.ResponseBuilder answer, UriInfo uri) {
    answer.header("Total-Count", total);
    if (more) {
      String last = ids.get(ids.size() - 1);
      answer.links(
          Link.fromUriBuilder(
                  uri.getAbsolutePathBuilder().queryParam("limit", limit).queryParam("after", last))
              .rel("next")
              .build());
    }
    return answer;
  }
}

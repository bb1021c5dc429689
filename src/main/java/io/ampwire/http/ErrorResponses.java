package io.ampwire.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Mapper of every refusal and fault to one form: a problem document, or a page for a browser that
 * requests a page.
 */
public class ErrorResponses {
  static final MediaType TYPE = new MediaType("application", "problem+json");
  private static final Logger LOG = Logger.getLogger(ErrorResponses.class);

  /** Refusals that the framework makes, in its own words. */
  private static final Set<Integer> FRAMEWORK = Set.of(405, 406, 415);

  private final ProblemBody body;
  private final ConsolePages page;

  ErrorResponses(ProblemBody body, ConsolePages page) {
    this.body = body;
    this.page = page;
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException refusal, HttpHeaders headers, UriInfo uri) {
    String said = refusal.getMessage();
    int status = refusal.getResponse().getStatus();
    if (status == 404 && isForBrowser(headers, uri)) {
      return Response.status(status).type(MediaType.TEXT_HTML).entity(page.notFound()).build();
    }
    boolean own = said != null && !said.startsWith("HTTP ") && !FRAMEWORK.contains(status);
    Response answer = answer(refusal.getResponse().getStatusInfo(), own ? said : remedy(status));
    Object retry = refusal.getResponse().getHeaders().getFirst(HttpHeaders.RETRY_AFTER);
    return retry == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, retry).build();
  }

  /**
   * Whether a browser navigates to an address that has no page. The header is searched as text,
   * because the framework throws at a malformed one.
   */
  private static boolean isForBrowser(HttpHeaders headers, UriInfo uri) {
    String accept = headers.getHeaderString(HttpHeaders.ACCEPT);
    return !uri.getPath().startsWith("/api/")
        && !uri.getPath().startsWith("/q/")
        && accept != null
        && accept.toLowerCase(Locale.ROOT).contains(MediaType.TEXT_HTML);
  }

  /** What to do about a refusal of the framework. */
  private static String remedy(int status) {
    return switch (status) {
      case 404 -> "there is nothing at this address; /q/openapi lists the addresses";
      case 405 -> "this address needs another method; /q/openapi lists it";
      case 406 -> "no media type that Accept names is available; /q/openapi lists them";
      case 413 -> "the body is too long; /q/openapi has the limit";
      case 415 -> "this Content-Type is not accepted; /q/openapi lists those that are";
      default -> "see /q/openapi";
    };
  }

  @ServerExceptionMapper
  Response unknown(AuthenticationFailedException refusal) {
    return answer(Response.Status.UNAUTHORIZED, refusal.getMessage());
  }

  @ServerExceptionMapper
  Response unauthenticated(UnauthorizedException refusal) {
    return answer(Response.Status.UNAUTHORIZED, "operators only; send an operator's token");
  }

  @ServerExceptionMapper
  Response notAllowed(ForbiddenException refusal) {
    return answer(Response.Status.FORBIDDEN, "operators only; yours is a viewer's token");
  }

  @ServerExceptionMapper
  Response broken(RuntimeException fault) {
    LOG.error("a request failed", fault);
    return answer(Response.Status.INTERNAL_SERVER_ERROR, "the bridge's log says why");
  }

  private Response answer(Response.StatusType status, String detail) {
    Response.ResponseBuilder answer =
        Response.status(status)
            .type(TYPE)
            .entity(body.of(status.getStatusCode(), status.getReasonPhrase(), detail));
    return status.getStatusCode() == Response.Status.UNAUTHORIZED.getStatusCode()
        ? answer.header("WWW-Authenticate", "Bearer realm=\"ampwire\"").build()
        : answer.build();
  }
}

package io.ampwire.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every refusal and every fault of the API the same kind of answer. */
public class Problems {
  static final MediaType TYPE = new MediaType("application", "problem+json");
  private static final Logger LOG = Logger.getLogger(Problems.class);

  /** Refusals that no resource of ours makes itself. */
  private static final Set<Integer> FRAMEWORK = Set.of(405, 406, 415);

  private final ProblemBody body;

  Problems(ProblemBody body) {
    this.body = body;
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException refusal) {
    String said = refusal.getMessage();
    int status = refusal.getResponse().getStatus();
    boolean own = said != null && !said.startsWith("HTTP ") && !FRAMEWORK.contains(status);
    return answer(refusal.getResponse().getStatusInfo(), own ? said : remedy(status));
  }

  /** What to do about a refusal that the framework had no words for. */
  private static String remedy(int status) {
    return switch (status) {
      case 404 -> "nothing here; /q/openapi lists what there is";
      case 405 -> "this address takes another method; /q/openapi lists which";
      case 406 -> "not in a form that Accept names; /q/openapi lists which there are";
      case 413 -> "the body is too long; /q/openapi says how long it may be";
      case 415 -> "not with this Content-Type; /q/openapi lists which are taken";
      default -> "see /q/openapi";
    };
  }

  @ServerExceptionMapper
  Response unknown(AuthenticationFailedException refusal) {
    return answer(Response.Status.UNAUTHORIZED, refusal.getMessage());
  }

  @ServerExceptionMapper
  Response stranger(UnauthorizedException refusal) {
    return answer(Response.Status.UNAUTHORIZED, "only for operators; show an operator's token");
  }

  @ServerExceptionMapper
  Response notAllowed(ForbiddenException refusal) {
    return answer(Response.Status.FORBIDDEN, "only for operators; yours is a viewer's token");
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

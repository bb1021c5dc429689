package io.ampwire.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every refusal and every fault of the API the same kind of answer. */
public class Problems {
  static final MediaType TYPE = new MediaType("application", "problem+json");
  private static final Logger LOG = Logger.getLogger(Problems.class);

  private final ProblemBody body;

  Problems(ProblemBody body) {
    this.body = body;
  }

  @ServerExceptionMapper
  Response refused(WebApplicationException refusal) {
    return answer(refusal.getResponse().getStatusInfo(), refusal.getMessage());
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

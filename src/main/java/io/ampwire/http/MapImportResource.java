package io.ampwire.http;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/**
 * Turns a register table into a map for the caller; the bridge keeps nothing of it. At most {@value
 * #AT_ONCE} tables are read at once, each further request is refused with 503 without waiting.
 */
@Path("/api/v1/maps/import")
public class MapImportResource {
  static final int AT_ONCE = 2;
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 128;
  private static final long RETRY_SECONDS = 5;

  private final LibraryViews views;
  private final ApiExecutor threads;
  private final Semaphore places = new Semaphore(AT_ONCE);

  MapImportResource(LibraryViews views, ApiExecutor threads) {
    this.views = views;
    this.threads = threads;
  }

  /**
   * @param id the new map's id
   * @param file the table's name, for findings and as the map's source
   */
  @POST
  @Consumes({"text/markdown", "text/csv", "text/tab-separated-values", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  public Uni<Response> of(
      @QueryParam("id") String id,
      @QueryParam("file") @DefaultValue("table") String file,
      byte[] table) {
    if (id == null || !id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw new BadRequestException(
          "id: must be lower case letters, digits, - and _, such as ?id=my-charger");
    }
    if (file.length() > LONGEST_NAME || Quoted.hasInvisible(file)) {
      throw new BadRequestException(
          "file: must be at most " + LONGEST_NAME + " visible characters");
    }
    String text = text(table);
    return threads.call(() -> imported(id, file, text));
  }

  private Response imported(String id, String file, String text) {
    if (!places.tryAcquire()) {
      throw new ServiceUnavailableException(
          AT_ONCE + " tables are being read already; try again in " + RETRY_SECONDS + " s",
          RETRY_SECONDS);
    }
    try {
      LibraryViews.Imported imported = views.imported(id, file, text);
      return imported.made()
          ? Response.ok(imported.body()).build()
          : Response.status(UNPROCESSABLE)
              .type(ErrorResponses.TYPE)
              .entity(imported.body())
              .build();
    } finally {
      places.release();
    }
  }

  private static String text(byte[] table) {
    if (table == null || table.length == 0) {
      throw new BadRequestException("the body must be the register table, Markdown or CSV");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(table))
          .toString();
    } catch (CharacterCodingException e) {
      throw new BadRequestException("the table must be UTF-8");
    }
  }
}

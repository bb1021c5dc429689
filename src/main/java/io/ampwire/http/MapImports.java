package io.ampwire.http;

import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Register tables become maps here, for whoever asked; the bridge keeps nothing of it. */
@Path("/api/v1/maps/import")
public class MapImports {
  private static final int UNPROCESSABLE = 422;
  private static final int LONGEST_NAME = 128;

  private final LibraryViews views;

  MapImports(LibraryViews views) {
    this.views = views;
  }

  /**
   * @param id the new map's id
   * @param file the table's name, for findings and as the map's source
   */
  @POST
  @Blocking
  @Consumes({"text/markdown", "text/csv", "text/tab-separated-values", MediaType.TEXT_PLAIN})
  @Produces(MediaType.APPLICATION_JSON)
  public Response of(
      @QueryParam("id") String id,
      @QueryParam("file") @DefaultValue("table") String file,
      byte[] table) {
    if (id == null || !id.matches("[a-z0-9][a-z0-9_-]{0,63}")) {
      throw new BadRequestException(
          "id: must be lower case letters, digits, - and _, such as ?id=my-charger");
    }
    if (file.length() > LONGEST_NAME) {
      throw new BadRequestException("file: must be at most " + LONGEST_NAME + " characters");
    }
    LibraryViews.Imported imported = views.imported(id, file, text(table));
    return imported.made()
        ? Response.ok(imported.body()).build()
        : Response.status(UNPROCESSABLE).type(Problems.TYPE).entity(imported.body()).build();
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

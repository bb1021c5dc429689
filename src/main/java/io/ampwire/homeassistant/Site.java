package io.ampwire.homeassistant;

import java.util.Optional;

/**
 * The bridge, as Home Assistant is to see it.
 *
 * @param base base topic
 * @param bridge its id
 * @param version of the program
 * @param compat whether for Home Assistant before 2025.10
 * @param console address of the console as a browser reaches it, with a slash at its end
 */
public record Site(
    String base, String bridge, String version, boolean compat, Optional<String> console) {
  public Site {
    console = console.map(url -> url.endsWith("/") ? url : url + "/");
  }
}

package io.ampwire.homeassistant;

import java.util.Optional;

/**
 * The bridge as discovery messages describe it.
 *
 * @param base base topic
 * @param id bridge id
 * @param version of the program
 * @param compat whether for Home Assistant before 2025.10
 * @param console address of the console as a browser reaches it, with a slash at its end
 */
public record BridgeDescription(
    String base, String id, String version, boolean compat, Optional<String> console) {
  public BridgeDescription {
    console = console.map(url -> url.endsWith("/") ? url : url + "/");
  }
}

package io.ampwire.http.server;

import java.util.Optional;
import java.util.Set;

/**
 * Host names by which the management port may be called. Other names are refused because a web page
 * can point its own name at this machine and would then read health and metrics (DNS rebinding).
 *
 * @param loopback whether the port binds this machine only
 * @param hosts further names that the configuration permits
 */
public record ManagementHosts(boolean loopback, Set<String> hosts) {
  Optional<Refusal> refusal(Authority host) {
    boolean known = loopback ? host.isLoopback() : host.isPrivate();
    return known || hosts.contains(host.host())
        ? Optional.empty()
        : Optional.of(
            Refusal.misdirected(
                "health and metrics do not answer to this host name; use an address, or name it in"
                    + " ampwire.http.hosts"));
  }
}
